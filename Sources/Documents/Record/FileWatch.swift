import Glibc

/// Files and folders that are looked at again and again. Looking costs a few system calls a file and works on every
/// file system, network drives included, which notices of changes do not.
package struct FileWatch: Sendable {
    private let files: [String]
    private let folders: [String]

    /// - Parameters:
    ///   - files: by path; they need not be there.
    ///   - folders: whose templates and labels (`*.liquid`, `*.json`) are looked at, with the folders in them.
    package init(files: [String], folders: [String]) {
        self.files = files
        self.folders = folders
    }

    /// What the files are like now; equal as long as nobody changed one.
    package func look() -> [String: Int] {
        var seen: [String: Int] = [:]
        for file in files { note(file, &seen) }
        for folder in folders { note(templatesIn: folder, depth: 0, &seen) }
        return seen
    }

    private func note(_ file: String, _ seen: inout [String: Int]) {
        guard let stamp = FileStamp(ofInput: file) else { return }
        seen[file] = stamp.hashValue
    }

    private func note(templatesIn folder: String, depth: Int, _ seen: inout [String: Int]) {
        for name in FileBytes.names(in: folder) {
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".liquid") || name.hasSuffix(".json") {
                note(path, &seen)
            } else if depth < 3, !name.hasPrefix(".") {
                note(templatesIn: path, depth: depth + 1, &seen)
            }
        }
    }
}
