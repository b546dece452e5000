package import Foundation

/// A text file that holds an expectation, compared to the letter.
///
/// `RECORD_GOLDEN=1 swift test` writes what the program made instead, and fails the run, so that a recording is
/// always looked at before it is committed.
package enum Golden {
    package struct Difference: Error, CustomStringConvertible {
        package var description: String
    }

    /// Throws where `actual` is not what the file holds; records it where it is absent or recording is on.
    package static func compare(_ actual: String, with file: String) throws {
        let recording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"
        let url = URL(fileURLWithPath: file)
        guard !recording, let data = try? Data(contentsOf: url) else {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: url)
            throw Difference(description: "recorded \(file); read it, commit it, run again")
        }
        let expected = String(decoding: data, as: UTF8.self)
        guard expected != actual else { return }
        throw Difference(description: Self.firstDifference(expected, actual, file))
    }

    private static func firstDifference(_ expected: String, _ actual: String, _ file: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let line =
            zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(old.count, new.count)
        let want = line < old.count ? String(old[line]) : "(end)"
        let got = line < new.count ? String(new[line]) : "(end)"
        return "\(file):\(line + 1)\n  expected: \(want)\n  actual:   \(got)"
    }
}

/// Where the shared data lies: `$COUNTERPART_DATA`, else `../shared/data` beside the checkout.
package enum SharedData {
    package static let root: URL? = {
        if let path = ProcessInfo.processInfo.environment["COUNTERPART_DATA"] {
            return existing(URL(fileURLWithPath: path))
        }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return existing(package.deletingLastPathComponent().appendingPathComponent("shared/data"))
    }()

    /// A folder of it, or nil, said once on stderr, so that a skipped test is never silent.
    package static func folder(_ name: String) -> URL? {
        if let found = root.flatMap({ existing($0.appendingPathComponent(name)) }) { return found }
        FileHandle.standardError.write(
            Data("skipped: no shared data `\(name)` (set COUNTERPART_DATA)\n".utf8))
        return nil
    }

    private static func existing(_ url: URL) -> URL? {
        FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}
