import Diagnostics
import Glibc

/// A file written piece by piece under another name, which appears whole or not at all. Without a folder it is only
/// measured and hashed.
struct StreamedFile {
    let name: String
    private let folder: OutputFolder?
    private let temporary: String
    private var file: Int32 = -1
    private var buffer: [UInt8] = []
    private var hasher = ContentHasher()
    private(set) var size = 0
    private var problem: Diagnostic?

    private static let bufferSize = 1 << 18

    init(_ name: String, in folder: OutputFolder?) {
        self.name = name
        self.folder = folder
        temporary =
            "\(OutputFolder.temporaryPrefix)\(getpid())-\(DocumentName.safe(name))\(OutputFolder.temporarySuffix)"
    }

    mutating func append(_ bytes: some Sequence<UInt8>) {
        let start = buffer.count
        buffer.append(contentsOf: bytes)
        size += buffer.count - start
        if buffer.count >= Self.bufferSize { flush() }
    }

    private mutating func flush() {
        hasher.add(buffer)
        defer { buffer.removeAll(keepingCapacity: true) }
        guard let folder, problem == nil else { return }
        if file < 0 {
            file = openat(
                folder.descriptor, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
            if file < 0 { return fail(errno) }
        }
        let code = OutputFolder.writeAll(buffer, to: file)
        if code != 0 { fail(code) }
    }

    private mutating func fail(_ code: Int32) {
        guard let folder else { return }
        problem = OutputFolder.failure("\(folder.path)/\(name)", code)
    }

    /// Gives the file its name, unless the one of that name holds these bytes already.
    ///
    /// - Returns: its hash, and what the file system says of it.
    mutating func finish(known: OutputRecord?) throws(Diagnostic) -> (ContentHash, FileStamp) {
        flush()
        let hash = hasher.finish()
        var stamp = FileStamp(size: Int64(size))
        guard let folder else { return (hash, stamp) }
        defer { if file >= 0 { close(file) } }
        if problem == nil, let known, known.hash == hash {
            unlinkat(folder.descriptor, temporary, 0)
            return (hash, known.stamp)
        }
        if problem == nil {
            var status = stat()
            if fstat(file, &status) != 0
                || renameat(folder.descriptor, temporary, folder.descriptor, name) != 0
            {
                fail(errno)
            }
            stamp = FileStamp(status)
        }
        if let problem {
            unlinkat(folder.descriptor, temporary, 0)
            throw problem
        }
        return (hash, stamp)
    }
}
