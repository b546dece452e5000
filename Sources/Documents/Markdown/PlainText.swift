/// Markdown as the text of a mail: what its templates escape reads as it is meant.
///
/// Values are made safe for Markdown first, because a value with a line end would break a table in plain text as
/// well; then the backslashes and the references for blanks go.
enum PlainText {
    static func append(markdown bytes: [UInt8], to out: inout [UInt8]) {
        out.reserveCapacity(out.count + bytes.count)
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if byte == UInt8(ascii: "\\"), i + 1 < bytes.count, isPunctuation(bytes[i + 1]) {
                out.append(bytes[i + 1])
                i += 2
            } else if let blank = blank(bytes, i) {
                out.append(blank.byte)
                i += blank.count
            } else {
                out.append(byte)
                i += 1
            }
        }
    }

    /// A reference that stands for a blank at either end of a value.
    private static func blank(_ bytes: [UInt8], _ i: Int) -> (byte: UInt8, count: Int)? {
        guard bytes[i] == UInt8(ascii: "&") else { return nil }
        let rest = bytes[i...]
        if rest.starts(with: "&#32;".utf8) { return (0x20, 5) }
        if rest.starts(with: "&#9;".utf8) { return (0x09, 4) }
        return nil
    }

    /// CommonMark 2.4.
    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
