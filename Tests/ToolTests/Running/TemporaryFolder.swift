import Foundation

/// A folder of its own for one test, gone when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("counterpart-test-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Copies `folder` into this one under its own name, or its contents where `flat`.
    func add(_ folder: URL, flat: Bool = false) throws {
        let files = FileManager.default
        guard flat else {
            return try files.copyItem(at: folder, to: url.appendingPathComponent(folder.lastPathComponent))
        }
        for name in try files.contentsOfDirectory(atPath: folder.path) {
            try files.copyItem(at: folder.appendingPathComponent(name), to: url.appendingPathComponent(name))
        }
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: url.appendingPathComponent(name))
    }
}
