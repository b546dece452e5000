import Diagnostics
import Glibc

/// Folders to write into.
enum OutputPlace {
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes a folder and those above it.
    static func make(_ folder: String) throws(DiagnosticList) {
        var path = folder.hasPrefix("/") ? "/" : ""
        for part in folder.split(separator: "/") {
            path += part
            if mkdir(path, 0o777) != 0, errno != EEXIST {
                let reason = String(cString: strerror(errno))
                throw DiagnosticList([
                    .error(
                        "unwritable-output", "cannot make the folder `\(path)`: \(reason)",
                        hint: "choose another folder with -o")
                ])
            }
            path += "/"
        }
    }
}
