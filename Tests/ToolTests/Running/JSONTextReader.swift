/// Reads one JSON text. Lenient where it does not matter: the program's own parser is tested elsewhere.
struct JSONTextReader {
    var bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func value() throws -> JSONText {
        skipBlanks()
        guard index < bytes.count else { throw JSONText.Unreadable(offset: index) }
        switch bytes[index] {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try elements())
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    private mutating func members() throws -> [String: JSONText] {
        var out: [String: JSONText] = [:]
        index += 1
        while !take(UInt8(ascii: "}")) {
            skipBlanks()
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw JSONText.Unreadable(offset: index) }
            out[key] = try value()
            _ = take(UInt8(ascii: ","))
        }
        return out
    }

    private mutating func elements() throws -> [JSONText] {
        var out: [JSONText] = []
        index += 1
        while !take(UInt8(ascii: "]")) {
            out.append(try value())
            _ = take(UInt8(ascii: ","))
        }
        return out
    }

    private mutating func string() throws -> String {
        guard take(UInt8(ascii: "\"")) else { throw JSONText.Unreadable(offset: index) }
        var units: [UInt16] = []
        var plain: [UInt8] = []
        func flush() {
            units.append(contentsOf: String(decoding: plain, as: UTF8.self).utf16)
            plain.removeAll()
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                flush()
                return String(decoding: units, as: UTF16.self)
            }
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            flush()
            units.append(try escape())
        }
        throw JSONText.Unreadable(offset: index)
    }

    private mutating func escape() throws -> UInt16 {
        guard index < bytes.count else { throw JSONText.Unreadable(offset: index) }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "u"):
            guard index + 4 <= bytes.count,
                let unit = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
            else { throw JSONText.Unreadable(offset: index) }
            index += 4
            return unit
        default: return UInt16(byte)
        }
    }

    private mutating func word() throws -> JSONText {
        let start = index
        while index < bytes.count, !",]} \n\r\t".utf8.contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        switch text {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "": throw JSONText.Unreadable(offset: start)
        default: return .number(text)
        }
    }

    /// Takes `byte`, after blanks, where it comes next.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while index < bytes.count, " \n\r\t".utf8.contains(bytes[index]) { index += 1 }
    }
}
