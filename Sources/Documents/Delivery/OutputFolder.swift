import Diagnostics
import Glibc

/// A folder that documents are written to. Every file appears whole or not at all: it is written under another
/// name in the same folder and renamed.
///
/// Plain system calls, as Foundation's `Data.write` flushes every file to the disk, which costs ten times as much
/// for a month of documents (research/speed.md, point 8). Nothing here is flushed: after a loss of power the
/// documents are made again.
final class OutputFolder: Sendable {
    let path: String
    let descriptor: Int32

    /// Makes the folder and those above it. Throws `unwritable-output`.
    init(_ path: String) throws(Diagnostic) {
        self.path = path
        try Self.make(path)
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw Self.failure(path, errno) }
    }

    /// A folder that is there already; nil where it is not.
    init?(existing path: String) {
        self.path = path
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    deinit {
        // A child process between fork and exec still has the descriptor, and with it the lock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Keeps the folder for this run. The lock needs no file, and ends with the process. Throws `locked`.
    func lock() throws(Diagnostic) {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            // A file system without locks: nobody can be kept out.
            guard errno == EWOULDBLOCK else { return }
            throw .error(
                "locked", "another run is writing to `\(path)`", at: Position(file: path),
                hint: "try again when it has finished, or choose another folder with -o")
        }
    }

    /// Removes what a run that was killed left half written. Only under the lock.
    func removeLitter() {
        for name in FileBytes.names(in: path)
        where name.hasPrefix(Self.temporaryPrefix) && name.hasSuffix(Self.temporarySuffix) {
            unlinkat(descriptor, name, 0)
        }
    }

    /// Writes a file, in place of one of that name. Throws `unwritable-output`.
    ///
    /// - Parameter worker: Tells the threads of a run apart, so that their temporary names differ.
    /// - Returns: what the file system says of it, but for `changed`.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String, worker: Int) throws(Diagnostic) -> FileStamp {
        let (temporary, file) = try open(for: name, worker: worker)
        var code = Self.writeAll(bytes, to: file)
        var status = stat()
        if code == 0, fstat(file, &status) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        if code == 0, renameat(descriptor, temporary, descriptor, name) != 0 { code = errno }
        guard code != 0 else { return FileStamp(status) }
        unlinkat(descriptor, temporary, 0)
        throw Self.failure("\(path)/\(name)", code)
    }

    /// Removes a file; false where it cannot.
    func remove(_ name: String) -> Bool { unlinkat(descriptor, name, 0) == 0 }

    static let temporaryPrefix = ".counterpart-"
    static let temporarySuffix = ".tmp"
    private static let process = "\(temporaryPrefix)\(getpid())-"

    private func open(for name: String, worker: Int) throws(Diagnostic) -> (String, Int32) {
        var code: Int32 = EEXIST
        // A name is taken only where a run of the same process id was killed before.
        for attempt in 0..<64 where code == EEXIST {
            let temporary = "\(Self.process)\(worker)-\(attempt)\(Self.temporarySuffix)"
            let file = openat(
                descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
            if file >= 0 { return (temporary, file) }
            code = errno
        }
        throw Self.failure("\(path)/\(name)", code)
    }

    /// 0, or the error number. A short write goes on where it stopped.
    static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count > 0 {
                    done += count
                } else if count == 0 {
                    return EIO
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }

    private static func make(_ path: String) throws(Diagnostic) {
        if path.isEmpty || path == "/" { return }
        if mkdir(path, 0o755) == 0 { return }
        let code = errno
        if code == EEXIST {
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
            throw failure(path, ENOTDIR)
        }
        guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw failure(path, code)
        }
        try make(String(path[..<slash]))
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw failure(path, errno) }
    }

    static func failure(_ path: String, _ code: Int32) -> Diagnostic {
        let hint: String? =
            switch code {
            case EACCES, EPERM, EROFS: "choose another folder with -o"
            case ENOSPC, EDQUOT: "make room on the disk; nothing of this file was kept"
            case ENOTDIR: "a file stands where the folder should be"
            case ENAMETOOLONG: "shorten the names that `filename:` gives"
            default: nil
            }
        return .error(
            "unwritable-output", "cannot write `\(path)`: \(String(cString: strerror(code)))",
            at: Position(file: path), hint: hint)
    }
}
