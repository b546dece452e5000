import Diagnostics
import Glibc

/// Finds the templates that `render` and `include` name.
///
/// A name is already checked when it comes here: only `A-Z a-z 0-9 _ / -`, not empty, no `/` at either end
/// or twice in a row.
public protocol PartialLoader: Sendable {
    /// The text of a partial, with the path that messages show; nil where there is none of that name.
    func source(named name: String) throws -> (path: String, bytes: [UInt8])?
}

/// Partials of a folder: the name `N` is the file `N.liquid` in it.
public struct FolderPartials: PartialLoader {
    private let folder: String

    public init(folder: String) {
        self.folder = folder
    }

    /// Nil where there is no such file. A file that a symbolic link takes out of the folder is refused.
    public func source(named name: String) throws -> (path: String, bytes: [UInt8])? {
        let shown = folder.hasSuffix("/") ? folder + name + ".liquid" : "\(folder)/\(name).liquid"
        guard let root = Self.resolved(folder), let path = Self.resolved(shown) else { return nil }
        guard path.hasPrefix(root == "/" ? root : root + "/") else {
            throw Diagnostic.error(
                "partial-outside-folder", "`\(shown)` is a link out of the folder `\(folder)`")
        }
        return (shown, try Self.bytes(path, shown))
    }

    /// The path without symbolic links; nil where there is nothing.
    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func bytes(_ path: String, _ shown: String) throws(Diagnostic) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw unreadable(shown) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(shown)
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func unreadable(_ shown: String) -> Diagnostic {
        .error("unreadable-partial", "cannot read `\(shown)`: \(String(cString: strerror(errno)))")
    }
}

/// Whether a name may be handed to a loader: parts of `A-Z a-z 0-9 _ -` with one `/` between them.
func isPartialName(_ name: [UInt8]) -> Bool {
    guard let first = name.first, first != 0x2F, name.last != 0x2F else { return false }
    for i in name.indices.dropFirst() where name[i] == 0x2F && name[i - 1] == 0x2F { return false }
    return name.allSatisfy { byte in
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x5F, 0x2F, 0x2D: true
        default: false
        }
    }
}
