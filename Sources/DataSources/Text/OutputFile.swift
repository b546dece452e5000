import Diagnostics

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file being written under another name in its folder, which takes its own name when it is whole.
final class OutputFile {
    private let path: String
    private let temporary: String
    private var descriptor: Int32

    /// Makes the folder where it is missing, and starts the file.
    convenience init(_ path: String, folder: String) throws(Diagnostic) {
        Self.makeFolders(folder)
        try self.init(path, tag: String(getpid()))
    }

    /// Starts the file beside its place.
    ///
    /// - Parameters:
    ///   - tag: a part of the temporary name; one that is always the same leaves no litter behind a crash, where
    ///     a lock keeps others away.
    ///   - mode: the rights of the file; nil for those of any new file.
    init(_ path: String, tag: String, mode: mode_t? = nil) throws(Diagnostic) {
        self.path = path
        temporary = Path.resolve(".\(Path.name(of: path)).\(tag).tmp", in: Path.folder(of: path))
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw Self.unwritable(path) }
        if let mode { _ = fchmod(descriptor, mode & 0o7777) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        _ = close(descriptor)
        _ = unlink(temporary)
    }

    func write(_ bytes: [UInt8]) throws(Diagnostic) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                piece(UnsafeRawBufferPointer(rebasing: all[done...]))
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.unwritable(path)
            }
            done += count
        }
    }

    private func piece(_ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
        Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// Waits until the bytes are on the disk.
    func sync() throws(Diagnostic) {
        if fsync(descriptor) != 0 { throw Self.unwritable(path) }
    }

    /// Gives the file its name.
    func finish() throws(Diagnostic) {
        let isClosed = close(descriptor) == 0
        descriptor = -1
        guard isClosed, rename(temporary, path) == 0 else {
            let problem = Self.unwritable(path)
            _ = unlink(temporary)
            throw problem
        }
    }

    static func remove(_ path: String) {
        _ = unlink(path)
    }

    private static func makeFolders(_ folder: String) {
        var made = folder.hasPrefix("/") ? "/" : ""
        for part in folder.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/" + part
            _ = mkdir(made, 0o755)
        }
    }

    static func unwritable(_ path: String) -> Diagnostic {
        let reason = String(cString: strerror(errno))
        return .error(
            "unwritable-output",
            "cannot write `\(path)`: \(reason.prefix(1).lowercased() + reason.dropFirst())",
            at: Position(file: path))
    }
}
