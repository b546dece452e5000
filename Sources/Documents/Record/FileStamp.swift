import Glibc

/// What the file system says of a file without reading it: enough to see that nobody touched it.
struct FileStamp: Sendable, Hashable {
    var size: Int64
    /// Nanoseconds since 1970 of the last change of the bytes, which a program can set back.
    var modified: Int64
    /// Of the last change of anything about the file, renaming included; no program can set it back.
    var changed: Int64
    var inode: UInt64

    init(size: Int64 = 0, modified: Int64 = 0, changed: Int64 = 0, inode: UInt64 = 0) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
    }

    init(_ status: stat) {
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
        inode = UInt64(status.st_ino)
    }

    /// Of a plain file; nil for anything else, and for links.
    init?(of path: String, in folder: Int32) {
        var status = stat()
        guard fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        self.init(status)
    }

    /// Of a file, or of what a link leads to; nil where there is none.
    init?(ofInput path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Whether these are the bytes that stood there then; `changed` moves with every renaming and link.
    func holdsSameBytes(as other: FileStamp) -> Bool {
        size == other.size && modified == other.modified && inode == other.inode
    }

    /// Now, by the clock that stamps files (it moves in steps of a few milliseconds).
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
