import Foundation

/// Texts in headers of mails: ASCII, folded, other characters as encoded words.
enum MailHeader {
    /// Whether a text can stand in a header: no line end, no NUL, no other control character.
    static func isSafe(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0.value != 0x7F && !(0x80..<0xA0).contains($0.value)
        }
    }

    /// Free text: as it is where it is ASCII and short, else encoded words.
    static func encoded(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.contains("=?")
        return isPlain && text.utf8.count <= 66 ? text : encodedWords(text)
    }

    /// The name before an address: a quoted string, or encoded words.
    static func phrase(_ text: String) -> String {
        guard text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), text.utf8.count <= 60 else {
            return encodedWords(text)
        }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    /// A parameter of a header: quoted, or with its character set (RFC 2231).
    static func parameter(_ name: String, _ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
        if isPlain, value.utf8.count <= 50 { return "\(name)=\"\(value)\"" }
        // In pieces, so that no line grows beyond 78 characters.
        var pieces: [String] = [""]
        for byte in value.utf8 {
            let isOwn =
                byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x2E
                || byte == 0x5F
            let hex = String(byte, radix: 16, uppercase: true)
            let next = isOwn ? String(UnicodeScalar(byte)) : "%" + (hex.count < 2 ? "0" : "") + hex
            if pieces[pieces.count - 1].utf8.count + next.utf8.count > 45 { pieces.append("") }
            pieces[pieces.count - 1] += next
        }
        if pieces.count == 1 { return "\(name)*=utf-8''\(pieces[0])" }
        return pieces.enumerated().map { "\(name)*\($0)*=\($0 == 0 ? "utf-8''" : "")\($1)" }
            .joined(separator: ";\r\n ")
    }

    /// Encoded words of at most 75 characters, one a line, whole characters in each (RFC 2047 section 5).
    private static func encodedWords(_ text: String) -> String {
        // The first word shares its line with the header's name.
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > (words.count == 1 ? 36 : 42) { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
