import Glibc

/// Files on their way into a folder, their bytes behind each other in one buffer.
struct FileGroup: Sendable {
    struct Entry: Sendable {
        var name: String
        /// Of its bytes.
        var range: Range<Int>
    }

    private(set) var files: [Entry] = []
    private(set) var bytes: [UInt8] = []

    mutating func add(_ content: [UInt8], name: String) {
        let start = bytes.count
        bytes.append(contentsOf: content)
        files.append(Entry(name: name, range: start..<bytes.count))
    }

    mutating func removeAll() {
        files.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}

/// A file that was just made, empty.
struct OpenFile {
    /// As it is named now.
    private(set) var name: String
    /// 0, or the number of the error that keeps it from being whole.
    var code: Int32 = 0
    private(set) var status = stat()
    private var file: Int32

    /// Whether there is a file of that name, of this run.
    private(set) var isMade: Bool

    init(in folder: Int32, _ name: String) {
        self.name = name
        file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        isMade = file >= 0
        if file < 0 { code = errno }
    }

    /// One that gets its name later. A name is taken only where a run of the same process id was killed before.
    init(in folder: Int32, temporaryFor name: String) {
        self.init(in: folder, "\(name)-0\(OutputFolder.temporarySuffix)")
        for attempt in 1..<64 where code == EEXIST {
            self.init(in: folder, "\(name)-\(attempt)\(OutputFolder.temporarySuffix)")
        }
    }

    /// Writes all its bytes and closes it.
    mutating func fill(with bytes: ArraySlice<UInt8>) {
        code = OutputFolder.writeAll(bytes, to: file)
        if code == 0, fstat(file, &status) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
    }
}
