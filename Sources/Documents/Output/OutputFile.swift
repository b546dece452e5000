import Diagnostics
import Glibc

/// A file that is written beside its place and renamed into it, so that no reader ever sees half of it.
///
/// What is there already and is no plain file (`/dev/null`, a pipe) is written in place. A symbolic link stays,
/// the file it points to is replaced.
struct OutputFile: Sendable {
    let descriptor: Int32
    private let path: String
    private let target: String
    /// Nil where the target is written in place.
    private let temporary: String?

    init(path: String) throws(Diagnostic) {
        self.path = path
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
            target = path
            temporary = nil
            if descriptor < 0 { throw Self.failure(path, errno) }
            return
        }
        target = exists ? Self.resolved(path) : path
        let (name, opened) = try Self.openBeside(target)
        if exists { _ = fchmod(opened, status.st_mode & 0o777) }
        temporary = name
        descriptor = opened
    }

    /// Closes the file and gives it its name.
    func complete() throws(Diagnostic) {
        if close(descriptor) != 0 {
            let code = errno
            if let temporary { unlink(temporary) }
            throw Self.failure(path, code)
        }
        guard let temporary, rename(temporary, target) != 0 else { return }
        let code = errno
        unlink(temporary)
        throw Self.failure(path, code)
    }

    /// Leaves nothing behind.
    func abandon() {
        close(descriptor)
        if let temporary { unlink(temporary) }
    }

    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    private static func openBeside(_ target: String) throws(Diagnostic) -> (String, Int32) {
        let slash = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
        var code: Int32 = EEXIST
        for attempt in 0..<16 where code == EEXIST {
            let name = "\(target[..<slash]).\(target[slash...].prefix(200)).\(getpid())-\(attempt).tmp"
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (name, descriptor) }
            code = errno
        }
        throw failure(target, code)
    }

    /// What the system said, as a finding: `unwritable-output`, or the note `closed-pipe`.
    static func failure(_ name: String, _ code: Int32) -> Diagnostic {
        if code == EPIPE {
            return Diagnostic(.note, code: "closed-pipe", "nobody reads \(name) any more")
        }
        let reason = String(cString: strerror(code))
        let hint: String? =
            switch code {
            case ENOENT: "the folder does not exist"
            case EACCES, EPERM, EROFS: "choose another folder with -o"
            case ENOSPC, EDQUOT: "make room on the disk; nothing of this file was kept"
            default: nil
            }
        return .error("unwritable-output", "cannot write `\(name)`: \(reason)", hint: hint)
    }
}
