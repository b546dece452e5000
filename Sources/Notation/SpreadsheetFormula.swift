/// Tells text that a spreadsheet would run, and takes the guard off again.
///
/// Dangerous are `=`, `+`, `-`, `@`, TAB, CR and NUL in front, their fullwidth forms, and each of them behind
/// blanks or line ends. A text that has the guard already gets a second one, so that taking one off always
/// gives back what was written.
public enum SpreadsheetFormula {
    /// The guard.
    public static let mark = UInt8(ascii: "'")

    /// Whether a text must be written with a guard in front.
    @inline(__always)
    public static func needsGuard(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first, first < 0x41 || first >= 0x80 else { return false }
        return runs(text, after: text.firstIndex { $0 != mark } ?? text.count)
    }

    /// The text without its guard; as it is where it has none.
    public static func unguarded(_ text: [UInt8]) -> [UInt8] {
        guard text.first == mark else { return text }
        return text.withUnsafeBytes { needsGuard($0) } ? Array(text.dropFirst()) : text
    }

    private static func runs(_ text: UnsafeRawBufferPointer, after start: Int) -> Bool {
        var index = start
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): return true
            case 0x00, 0x09, 0x0D: return true
            case 0x20, 0x0A: index += 1
            // No-break space, byte order mark and ideographic space are blanks to a spreadsheet.
            case 0xC2 where has([0xA0], text, index + 1): index += 2
            case 0xEF where has([0xBB, 0xBF], text, index + 1): index += 3
            case 0xE3 where has([0x80, 0x80], text, index + 1): index += 3
            case 0xEF: return fullwidth.contains { has($0, text, index + 1) }
            default: return false
            }
        }
        return false
    }

    /// `＝ ＋ － ＠` behind their first byte.
    private static let fullwidth: [[UInt8]] = [[0xBC, 0x9D], [0xBC, 0x8B], [0xBC, 0x8D], [0xBC, 0xA0]]

    private static func has(_ wanted: [UInt8], _ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        index + wanted.count <= text.count && wanted.indices.allSatisfy { text[index + $0] == wanted[$0] }
    }
}
