import Diagnostics
import Glibc
import Synchronization

/// A folder that documents are written to. Every file appears whole or not at all: it is written under another
/// name in the same folder and renamed, but in a folder that nobody sees yet (``StagedFolder``), where files get
/// their names at once.
///
/// Plain system calls, as Foundation's `Data.write` flushes every file to the disk, which costs ten times as much
/// for a month of documents (research/speed.md, point 8). Nothing here is flushed: after a loss of power the
/// documents are made again.
final class OutputFolder: Sendable {
    let path: String
    let descriptor: Int32
    /// Whether nobody sees it yet.
    let isStaged: Bool
    /// Files that a thread has open at a time.
    private let groupSize: Int
    /// Held by the thread that makes or renames files: the kernel lets one thread at a time do that in a folder,
    /// and the others would burn their time waiting there.
    private let entries = Mutex(())

    /// Makes the folder and those above it. Throws `unwritable-output`.
    ///
    /// - Parameter threads: that write to it at the same time. A process may often have no more than 1,024 files open.
    init(_ path: String, threads: Int = 1) throws(Diagnostic) {
        self.path = path
        isStaged = false
        groupSize = Self.groupSize(threads)
        try Self.make(path)
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw Self.failure(path, errno) }
    }

    /// A folder that is there already; nil where it is not.
    init?(existing path: String) {
        self.path = path
        isStaged = false
        groupSize = Self.groupSize(1)
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    /// - Parameters:
    ///   - path: that it will have.
    ///   - staged: the folder as it is now, open; it is closed with this.
    init(_ path: String, staged: Int32, threads: Int) {
        self.path = path
        isStaged = true
        groupSize = Self.groupSize(threads)
        descriptor = staged
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

    /// Removes what a run that was killed left half written, folders that nobody saw included. Only under the lock.
    func removeLitter() {
        for name in FileBytes.names(in: path)
        where name.hasPrefix(Self.temporaryPrefix) && name.hasSuffix(Self.temporarySuffix) {
            if unlinkat(descriptor, name, 0) != 0, errno == EISDIR { removeFolder(name) }
        }
    }

    /// Removes a folder in this one, with the files in it.
    func removeFolder(_ name: String) {
        let folder = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard folder >= 0 else { return }
        for file in FileBytes.names(in: "\(path)/\(name)") { unlinkat(folder, file, 0) }
        close(folder)
        unlinkat(descriptor, name, AT_REMOVEDIR)
    }

    /// Writes a file, in place of one of that name. Throws `unwritable-output`.
    ///
    /// - Parameter worker: Tells the threads of a run apart, so that their temporary names differ.
    /// - Returns: what the file system says of it, but for `changed`.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String, worker: Int) throws(Diagnostic) -> FileStamp {
        var group = FileGroup()
        group.add(bytes, name: name)
        guard let result = write(group, worker: worker).first else { return FileStamp() }
        return try result.get()
    }

    /// Writes files, in place of those of their names: some are made, then filled, then renamed, so that a thread
    /// comes to the folder twice for all of them.
    ///
    /// - Returns: of each what the file system says of it, but for `changed`, or `unwritable-output`.
    func write(_ group: FileGroup, worker: Int) -> [Result<FileStamp, Diagnostic>] {
        var open: [OpenFile] = []
        entries.withLock { _ in make(group.files[...].prefix(groupSize), worker, &open) }
        return write(group, worker, &open)
    }

    /// As ``write(_:worker:)``; nil where another thread is at the folder and this one has better to do.
    func writeIfFree(_ group: FileGroup, worker: Int) -> [Result<FileStamp, Diagnostic>]? {
        var open: [OpenFile] = []
        let isFree = entries.withLockIfAvailable { _ in
            make(group.files[...].prefix(groupSize), worker, &open)
            return true
        }
        return isFree == true ? write(group, worker, &open) : nil
    }

    /// - Parameter open: the first of them, made.
    private func write(
        _ group: FileGroup, _ worker: Int, _ open: inout [OpenFile]
    ) -> [Result<FileStamp, Diagnostic>] {
        var results: [Result<FileStamp, Diagnostic>] = []
        results.reserveCapacity(group.files.count)
        while true {
            for (i, file) in open.enumerated() where file.code == 0 {
                open[i].fill(with: group.bytes[group.files[results.count + i].range])
            }
            settle(group.files[results.count...], &open)
            for file in open {
                let path = "\(path)/\(group.files[results.count].name)"
                results.append(
                    file.code == 0
                        ? .success(FileStamp(file.status)) : .failure(Self.failure(path, file.code)))
            }
            guard results.count < group.files.count else { return results }
            open.removeAll(keepingCapacity: true)
            entries.withLock { _ in
                make(group.files[results.count...].prefix(groupSize), worker, &open)
            }
        }
    }

    private static func groupSize(_ threads: Int) -> Int { max(1, min(256, 512 / max(1, threads))) }

    /// Removes a file; false where it cannot.
    func remove(_ name: String) -> Bool { unlinkat(descriptor, name, 0) == 0 }

    static let temporaryPrefix = ".counterpart-"
    static let temporarySuffix = ".tmp"
    static let process = "\(temporaryPrefix)\(getpid())-"
    /// Makes files, one at least; fewer than asked for where the process has no descriptors left. Only under the lock.
    private func make(_ files: ArraySlice<FileGroup.Entry>, _ worker: Int, _ open: inout [OpenFile]) {
        for (i, entry) in files.enumerated() {
            let file =
                isStaged
                ? OpenFile(in: descriptor, entry.name)
                : OpenFile(in: descriptor, temporaryFor: "\(Self.process)\(worker)-\(i)")
            if file.code == EMFILE, !open.isEmpty { return }
            open.append(file)
        }
    }

    /// Gives files that are whole their names, and removes the others.
    private func settle(_ files: ArraySlice<FileGroup.Entry>, _ open: inout [OpenFile]) {
        if isStaged, open.allSatisfy({ $0.code == 0 }) { return }
        entries.withLock { _ in
            for (i, entry) in zip(open.indices, files) {
                if !isStaged, open[i].code == 0,
                    renameat(descriptor, open[i].name, descriptor, entry.name) != 0
                {
                    open[i].code = errno
                }
                if open[i].code != 0, open[i].isMade { unlinkat(descriptor, open[i].name, 0) }
            }
        }
    }

    /// 0, or the error number. A short write goes on where it stopped.
    static func writeAll(_ bytes: some Collection<UInt8>, to file: Int32) -> Int32 {
        bytes.withContiguousStorageIfAvailable { buffer in
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
        } ?? EINVAL
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
