package import Diagnostics

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The mapping file while it is changed: locked against other runs, read once, replaced whole or not at all.
///
/// The new text is written beside the file, waited for until it is on the disk, and renamed. The journal gets its
/// entry before that; a kill between the two leaves an entry for a change that was never made, which
/// ``MappingJournal/unmade(now:)`` tells by the file's fingerprint. Editors know no lock, so the file is compared
/// with what was read just before the renaming.
package final class MappingFileStore {
    /// What the file held when it was read.
    package let bytes: [UInt8]
    package let fingerprint: String
    package let journal: MappingJournal
    /// The file itself, where the project names a link to it.
    private let path: String
    private let name: String
    private let lock: Int32

    /// - Parameter locks: whether it will be replaced; then nobody else may do so meanwhile.
    package init(_ file: DataFile, locks: Bool) throws(Diagnostic) {
        name = file.name
        path = Path.real(file.path) ?? file.path
        let lock = locks ? try Self.lock(Path.folder(of: path), name) : -1
        self.lock = lock
        do throws(Diagnostic) {
            bytes = try WholeFile.bytes(path, name: name)
            journal = try MappingJournal(besides: path)
        } catch {
            if lock >= 0 { _ = close(lock) }
            throw error
        }
        fingerprint = JournalEntry.fingerprint(bytes)
    }

    deinit {
        guard lock >= 0 else { return }
        // A child process between fork and exec still has the descriptor, and with it the lock.
        _ = flock(lock, LOCK_UN)
        _ = close(lock)
    }

    /// A lock on the folder: it needs no file of its own, and ends with the process.
    private static func lock(_ folder: String, _ name: String) throws(Diagnostic) -> Int32 {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputFile.unwritable(name) }
        for _ in 0..<100 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
            guard errno == EWOULDBLOCK || errno == EINTR else { break }
            _ = usleep(100_000)
        }
        _ = close(descriptor)
        throw .error(
            "locked", "another `counterpart map` is changing `\(name)`", at: Position(file: name),
            hint: "try again when it has finished")
    }

    /// Replaces the file, and adds the entry to the journal.
    ///
    /// - Throws: where the file was edited since it was read, or cannot be written; it is then as it was.
    package func replace(with edited: EditedFile, _ entry: JournalEntry) throws(Diagnostic) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw OutputFile.unwritable(path) }
        let out = try OutputFile(path, tag: "map", mode: status.st_mode)
        try out.write(edited.bytes)
        try out.sync()
        try journal.append(entry)
        do throws(Diagnostic) {
            guard try WholeFile.bytes(path, name: name) == bytes else {
                throw .error(
                    "changed-meanwhile",
                    "`\(name)` was edited while the change was made; nothing was written",
                    at: Position(file: name),
                    hint: "run the command again: it starts from the file as it is now")
            }
            try out.finish()
        } catch {
            journal.removeLast()
            throw error
        }
        syncFolder()
    }

    /// Makes the renaming last; a system that cannot is left to its own.
    private func syncFolder() {
        let folder = open(Path.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        _ = fsync(folder)
        _ = close(folder)
    }
}
