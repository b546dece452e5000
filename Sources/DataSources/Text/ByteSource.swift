import Diagnostics

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of a file or of memory, handed out in pieces, always as UTF-8.
///
/// Owns the file descriptor. A byte order mark is taken off and decides the encoding.
struct ByteSource: ~Copyable {
    let name: String
    /// The encoding in force, after the byte order mark was seen.
    private(set) var encoding: TextEncoding
    private(set) var hasByteOrderMark = false
    /// Bytes of the file before the first byte handed out.
    private(set) var startOffset = 0

    private var descriptor: Int32 = -1
    private var memory: [UInt8] = []
    private var memoryOffset = 0
    private let largestRead: Int
    private var transcoder: Transcoder?
    private var transcoded: [UInt8] = []
    private var transcodedOffset = 0
    private var isFinished = false

    /// Opens a file. `name` is what messages call it.
    init(file: String, name: String, encoding: TextEncoding?) throws(Diagnostic) {
        self.name = name
        self.encoding = encoding ?? .utf8
        largestRead = .max
        descriptor = open(file, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Self.unreadable(name) }
        try start()
    }

    /// Hands out bytes already in memory, at most `largestRead` at a time.
    init(bytes: [UInt8], name: String, encoding: TextEncoding?, largestRead: Int) throws(Diagnostic) {
        self.name = name
        self.encoding = encoding ?? .utf8
        self.largestRead = max(1, largestRead)
        memory = bytes
        try start()
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }

    var isTranscoded: Bool { transcoder != nil }

    /// Reads up to `room` bytes; 0 only at the end.
    mutating func read(into target: UnsafeMutableRawPointer, room: Int) throws(Diagnostic) -> Int {
        if transcoder == nil { return try readRaw(into: target, room: room) }
        while transcodedOffset == transcoded.count, !isFinished { try transcodeMore() }
        let count = min(room, largestRead, transcoded.count - transcodedOffset)
        transcoded.withUnsafeBytes { bytes in
            if let from = bytes.baseAddress, count > 0 {
                target.copyMemory(from: from + transcodedOffset, byteCount: count)
            }
        }
        transcodedOffset += count
        return count
    }

    /// Goes on at another offset of the file; not where bytes are rewritten from another encoding.
    mutating func seek(to offset: Int) throws(Diagnostic) {
        transcoded = []
        transcodedOffset = 0
        memoryOffset = min(offset, memory.count)
        if descriptor >= 0, lseek(descriptor, off_t(offset), SEEK_SET) < 0 { throw Self.unreadable(name) }
    }

    /// Looks at the first bytes, which decide the encoding, and puts back what is not a byte order mark.
    private mutating func start() throws(Diagnostic) {
        var head = [UInt8](repeating: 0, count: 4)
        var have = 0
        while have < 4 {
            let count = try readFile(into: &head, from: have)
            if count == 0 { break }
            have += count
        }
        head.removeLast(4 - have)
        if head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0xFE, 0xFF] {
            throw Diagnostic.error(
                "unknown-encoding", "`\(name)` is UTF-32, which is not read", at: Position(file: name),
                hint: "save it as UTF-8")
        }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            mark(.utf8, length: 3)
        } else if head.starts(with: [0xFF, 0xFE]) {
            mark(.utf16LittleEndian, length: 2)
        } else if head.starts(with: [0xFE, 0xFF]) {
            mark(.utf16BigEndian, length: 2)
        } else if encoding == .utf16 {
            throw Diagnostic.error(
                "unknown-encoding", "`\(name)` has no byte order mark, so its UTF-16 can be read in two ways",
                at: Position(file: name),
                hint: "name it in the project file: `encoding: utf-16le` or `utf-16be`")
        }
        head.removeFirst(startOffset)
        if encoding != .utf8 {
            transcoder = Transcoder(encoding)
            head.withUnsafeBytes { transcoder?.append($0, to: &transcoded) }
        } else {
            transcoded = head
        }
    }

    private mutating func mark(_ found: TextEncoding, length: Int) {
        encoding = found
        hasByteOrderMark = true
        startOffset = length
    }

    private mutating func readRaw(into target: UnsafeMutableRawPointer, room: Int) throws(Diagnostic) -> Int {
        if transcodedOffset < transcoded.count {
            let count = min(room, largestRead, transcoded.count - transcodedOffset)
            for i in 0..<count {
                target.storeBytes(of: transcoded[transcodedOffset + i], toByteOffset: i, as: UInt8.self)
            }
            transcodedOffset += count
            return count
        }
        return try readPiece(into: target, room: min(room, largestRead))
    }

    private mutating func transcodeMore() throws(Diagnostic) {
        transcoded.removeAll(keepingCapacity: true)
        transcodedOffset = 0
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = try readFile(into: &piece, from: 0)
        if count == 0 {
            isFinished = true
            transcoder?.finish(&transcoded)
        }
        piece.removeLast(piece.count - count)
        piece.withUnsafeBytes { transcoder?.append($0, to: &transcoded) }
    }

    private mutating func readFile(into bytes: inout [UInt8], from start: Int) throws(Diagnostic) -> Int {
        let outcome: Result<Int, Diagnostic> = bytes.withUnsafeMutableBytes { target in
            guard let base = target.baseAddress else { return .success(0) }
            do throws(Diagnostic) {
                return .success(try readPiece(into: base + start, room: target.count - start))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private mutating func readPiece(into target: UnsafeMutableRawPointer, room: Int) throws(Diagnostic) -> Int
    {
        if descriptor < 0 {
            let count = min(room, memory.count - memoryOffset)
            memory.withUnsafeBytes { bytes in
                if let from = bytes.baseAddress, count > 0 {
                    target.copyMemory(from: from + memoryOffset, byteCount: count)
                }
            }
            memoryOffset += count
            return count
        }
        while true {
            #if canImport(Glibc)
            let count = Glibc.read(descriptor, target, room)
            #elseif canImport(Musl)
            let count = Musl.read(descriptor, target, room)
            #else
            let count = Darwin.read(descriptor, target, room)
            #endif
            if count >= 0 { return count }
            if errno != EINTR { throw Self.unreadable(name) }
        }
    }

    private static func unreadable(_ name: String) -> Diagnostic {
        let reason = String(cString: strerror(errno))
        return .error(
            "unreadable-file", "cannot read `\(name)`: \(reason.prefix(1).lowercased() + reason.dropFirst())",
            at: Position(file: name))
    }
}
