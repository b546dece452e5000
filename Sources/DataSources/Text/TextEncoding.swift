/// How the characters of a source file are written as bytes.
///
/// UTF-8 is the rule; a byte order mark at the start of a file says UTF-8 or UTF-16 whatever was named. The two
/// single-byte encodings are used only where the project file names them: every byte sequence reads as
/// something in them, so guessing would damage names in silence.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"

    /// Reads a name as people write it: `UTF8`, `cp1252`, `Latin-1`.
    package init?(name: String) {
        let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
        switch plain {
        case "utf8", "utf8bom", "utf8sig": self = .utf8
        case "utf16": self = .utf16
        case "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1252", "cp1252", "win1252", "1252", "ansi": self = .windows1252
        case "iso88591", "latin1", "l1": self = .latin1
        default: return nil
        }
    }
}

/// Turns bytes of another encoding into UTF-8, chunk after chunk.
///
/// What has no meaning (an unpaired surrogate, half a unit at the end, one of the five bytes that windows-1252
/// leaves undefined) becomes the byte FF, which no UTF-8 text holds: the row it stands in is then refused like
/// any other row of invalid bytes, and the rows around it are read.
struct Transcoder {
    static let undefined: UInt8 = 0xFF

    private let encoding: TextEncoding
    private var pendingByte: UInt8?
    private var highSurrogate: UInt16?

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer, to out: inout [UInt8]) {
        switch encoding {
        case .utf8: out.append(contentsOf: bytes)
        case .latin1:
            for byte in bytes { Self.append(UInt32(byte), to: &out) }
        case .windows1252:
            for byte in bytes {
                if (0x80..<0xA0).contains(byte) {
                    let scalar = windows1252[Int(byte) - 0x80]
                    if scalar == 0 {
                        out.append(Self.undefined)
                    } else {
                        Self.append(UInt32(scalar), to: &out)
                    }
                } else {
                    Self.append(UInt32(byte), to: &out)
                }
            }
        case .utf16, .utf16LittleEndian, .utf16BigEndian:
            for byte in bytes {
                guard let first = pendingByte else {
                    pendingByte = byte
                    continue
                }
                pendingByte = nil
                let unit =
                    encoding == .utf16BigEndian
                    ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
                appendUnit(unit, to: &out)
            }
        }
    }

    /// Says that no more bytes come.
    mutating func finish(_ out: inout [UInt8]) {
        if highSurrogate != nil || pendingByte != nil { out.append(Self.undefined) }
        highSurrogate = nil
        pendingByte = nil
    }

    private mutating func appendUnit(_ unit: UInt16, to out: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if (0xDC00..<0xE000).contains(unit) {
                Self.append(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00), to: &out)
                return
            }
            out.append(Self.undefined)
        }
        switch unit {
        case 0xD800..<0xDC00: highSurrogate = unit
        case 0xDC00..<0xE000: out.append(Self.undefined)
        default: Self.append(UInt32(unit), to: &out)
        }
    }

    private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift & 0x3F) }
        switch scalar {
        case ..<0x80: out.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            out.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            out.append(tail(0))
        case ..<0x10000:
            out.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            out.append(tail(6))
            out.append(tail(0))
        default:
            out.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
            out.append(tail(12))
            out.append(tail(6))
            out.append(tail(0))
        }
    }
}

/// What the bytes 80 to 9F mean in windows-1252 (WHATWG Encoding, index-windows-1252, but undefined bytes stay
/// undefined); 0 where nothing.
let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
    0x017E,
    0x0178,
]
