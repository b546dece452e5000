import CCrypto
import Glibc

/// SHA-256 (FIPS 180-4) of some bytes, as manifests name it.
package struct ContentHash: Sendable, Hashable {
    let words: (UInt64, UInt64, UInt64, UInt64)

    package static func == (a: ContentHash, b: ContentHash) -> Bool { a.words == b.words }
    package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

    init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    package init(of bytes: [UInt8]) {
        var hasher = ContentHasher()
        hasher.add(bytes)
        self = hasher.finish()
    }

    init(of text: String) {
        self.init(of: Array(text.utf8))
    }

    /// 64 lower-case digits.
    package var hex: String {
        var digits: [UInt8] = []
        appendHex(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    func appendHex(to out: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
            var at = 0
            for word in [words.0, words.1, words.2, words.3] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
                    digits.initializeElement(at: at, to: digit < 10 ? 0x30 + digit : 0x57 + digit)
                    at += 1
                }
            }
            out.append(contentsOf: digits)
        }
    }

    /// Of a file's bytes, read in pieces; nil where it cannot be read.
    static func ofFile(_ path: String, in folder: Int32 = AT_FDCWD) -> ContentHash? {
        let file = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return ofOpenFile(file)
    }

    /// As ``ofFile(_:in:)``, through a link where the path is one.
    static func ofInput(_ path: String) -> ContentHash? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return ofOpenFile(file)
    }

    private static func ofOpenFile(_ file: Int32) -> ContentHash? {
        var hasher = ContentHasher()
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return hasher.finish() }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            chunk.withUnsafeBytes { hasher.add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}

/// SHA-256 of bytes that come piece by piece.
struct ContentHasher {
    private var state = SHA256_CTX()

    init() {
        SHA256_Init(&state)
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        SHA256_Update(&state, bytes.baseAddress, bytes.count)
    }

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    /// A text with its length before it, so that two texts never read as two others.
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { add($0) }
            add(UnsafeRawBufferPointer(bytes))
        }
    }

    mutating func add(_ hash: ContentHash) {
        withUnsafeBytes(of: hash.words) { add($0) }
    }

    mutating func finish() -> ContentHash {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { bytes in
            _ = SHA256_Final(bytes.bindMemory(to: UInt8.self).baseAddress, &state)
        }
        return ContentHash(
            words: (
                UInt64(bigEndian: words.0), UInt64(bigEndian: words.1), UInt64(bigEndian: words.2),
                UInt64(bigEndian: words.3)
            ))
    }
}
