public import Diagnostics
import Notation

extension DataArena {
    /// Reads a JSON text (RFC 8259) whose top-level object's members become the variables.
    ///
    /// Integers and decimals of up to 38 digits are exact; of equal names in one object the last counts. On
    /// an error the arena is as it was, but for memory.
    public mutating func setJSON(_ text: [UInt8], file: String) throws(Diagnostic) {
        var problem: JSONReader.Problem?
        var top: [(name: String, value: Value)] = []
        text.withUnsafeBytes { buffer in
            var reader = JSONReader(buffer)
            do throws(JSONReader.Problem) {
                top = try reader.readTop(into: &self)
            } catch {
                problem = error
            }
        }
        if problem == nil, let bad = Self.invalidUTF8(in: text) {
            problem = JSONReader.Problem(message: "a byte that is not UTF-8", offset: bad)
        }
        if let problem {
            let source = SourceText(name: file, bytes: text)
            throw source.diagnostic(
                "bad-json", "this is not JSON: \(problem.message)", at: problem.offset, length: 1,
                hint: problem.hint)
        }
        for member in top { set(member.name, member.value) }
    }

    private static func invalidUTF8(in text: [UInt8]) -> Int? {
        text.withUnsafeBytes { bytes in
            var i = 0
            func word(_ at: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
            let tops: UInt64 = 0x8080_8080_8080_8080
            while i < bytes.count {
                while i &+ 32 <= bytes.count,
                    (word(i) | word(i &+ 8) | word(i &+ 16) | word(i &+ 24)) & tops == 0
                {
                    i &+= 32
                }
                guard i < bytes.count else { break }
                if i &+ 8 <= bytes.count, word(i) & tops == 0 {
                    i &+= 8
                    continue
                }
                if bytes[i] < 0x80 {
                    i &+= 1
                    continue
                }
                guard let length = utf8Length(bytes, at: i) else { return i }
                i += length
            }
            return nil
        }
    }
}

/// The length of the well-formed UTF-8 sequence that starts here (Unicode table 3-7), or nil.
func utf8Length(_ bytes: UnsafeRawBufferPointer, at i: Int) -> Int? {
    let first = bytes[i]
    func isTail(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
        i + offset < bytes.count && bytes[i + offset] >= low && bytes[i + offset] <= high
    }
    switch first {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return isTail(1) ? 2 : nil
    case 0xE0: return isTail(1, 0xA0) && isTail(2) ? 3 : nil
    case 0xED: return isTail(1, 0x80, 0x9F) && isTail(2) ? 3 : nil
    case 0xE1...0xEF: return isTail(1) && isTail(2) ? 3 : nil
    case 0xF0: return isTail(1, 0x90) && isTail(2) && isTail(3) ? 4 : nil
    case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : nil
    case 0xF4: return isTail(1, 0x80, 0x8F) && isTail(2) && isTail(3) ? 4 : nil
    default: return nil
    }
}
