import Diagnostics
import Glibc

/// A new folder that is filled under another name beside its place, and gets its own when all is in it: its files
/// appear together, and each costs half the work of one that is renamed by itself.
struct StagedFolder: Sendable {
    let folder: OutputFolder
    private let parent: OutputFolder
    private let name: String
    private let temporary: String

    /// - Parameter name: of the folder in its parent. Nil where something of that name is there already.
    ///   Throws `unwritable-output`.
    init?(_ name: String, in parent: OutputFolder, threads: Int) throws(Diagnostic) {
        var status = stat()
        guard fstatat(parent.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0, errno == ENOENT else {
            return nil
        }
        let path = "\(parent.path)/\(name)"
        temporary = "\(OutputFolder.process)\(name)\(OutputFolder.temporarySuffix)"
        guard mkdirat(parent.descriptor, temporary, 0o755) == 0 else {
            throw OutputFolder.failure(path, errno)
        }
        let descriptor = openat(
            parent.descriptor, temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw OutputFolder.failure(path, errno) }
        folder = OutputFolder(path, staged: descriptor, threads: threads)
        self.parent = parent
        self.name = name
    }

    /// Gives the folder its name, after the last file is written. Where that cannot be, since somebody made one of
    /// that name meanwhile or the file system renames no open folder, the files move one by one.
    /// Throws `unwritable-output`; nothing is left in the folder then that is not whole.
    func publish() throws(Diagnostic) {
        if renameat(parent.descriptor, temporary, parent.descriptor, name) == 0 { return }
        let code = moveFiles()
        parent.removeFolder(temporary)
        if code == 0 { return }
        // Where it stayed empty.
        unlinkat(parent.descriptor, name, AT_REMOVEDIR)
        throw OutputFolder.failure(folder.path, code)
    }

    /// 0, or the error number.
    private func moveFiles() -> Int32 {
        if mkdirat(parent.descriptor, name, 0o755) != 0, errno != EEXIST { return errno }
        let target = openat(parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard target >= 0 else { return errno }
        defer { close(target) }
        for file in FileBytes.names(in: "\(parent.path)/\(temporary)").sorted()
        where renameat(folder.descriptor, file, target, file) != 0 {
            return errno
        }
        return 0
    }
}
