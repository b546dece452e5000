/// A mailbox: a name for people and an address (RFC 5322 section 3.4), both safe in a header.
struct MailAddress {
    let name: String
    let address: String

    /// Nil where the address is none of the plain form `local@domain` in ASCII, or name or address hold a line end
    /// or another control character, which could start a header of their own.
    init?(name: String, address: String) {
        guard MailHeader.isSafe(name), Self.isPlain(address) else { return nil }
        self.name = name
        self.address = address
    }

    var domain: String { String(address.split(separator: "@").last ?? "") }

    var encoded: String {
        if name.isEmpty { return address }
        let phrase = MailHeader.phrase(name)
        // A line with an encoded word has at most 76 characters (RFC 2047 section 2).
        let isShort = !phrase.hasPrefix("=?") && phrase.utf8.count + address.utf8.count <= 68
        return phrase + (isShort ? " " : "\r\n ") + "<\(address)>"
    }

    private static func isPlain(_ address: String) -> Bool {
        let parts = address.utf8.split(separator: 0x40, omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254, parts[0].count <= 64 else { return false }
        let isLocal = isDotted(parts[0]) { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
        return isLocal && isDotted(parts[1]) { isLetterOrDigit($0) || $0 == 0x2D }
    }

    private static func isDotted(_ text: Substring.UTF8View, _ allows: (UInt8) -> Bool) -> Bool {
        text.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy(allows)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
