import Foundation

/// Every file below a folder with its bytes, for comparing what two runs wrote: but for the program's own memory of
/// times and inodes.
struct FileTree: Sendable {
    var files: [String: Data] = [:]

    init(_ folder: URL) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let url = folder.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            if url.lastPathComponent == ".counterpart-state" { continue }
            files[path] = try Data(contentsOf: url)
        }
    }

    /// Files that only one of the two has, or that differ.
    func differences(from other: FileTree) -> [String] {
        Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
    }
}
