import Foundation

/// Bodies of mails.
enum MailEncoding {
    /// Base64 (RFC 2045 section 6.8): lines of 76 characters, a line end behind the last.
    static func appendBase64(_ body: [UInt8], to out: inout [UInt8]) {
        let options: Data.Base64EncodingOptions = [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ]
        out.append(contentsOf: Data(body).base64EncodedData(options: options))
        out.append(contentsOf: [0x0D, 0x0A])
    }

    /// Quoted-printable (RFC 2045 section 6.7): lines of at most 76 characters, every line end CR LF.
    static func appendQuotedPrintable(_ body: [UInt8], to out: inout [UInt8]) {
        var column = 0
        var at = 0
        out.reserveCapacity(out.count + body.count + body.count / 16)
        func isLineEnd(_ place: Int) -> Bool {
            place == body.count || body[place] == 0x0A
                || (body[place] == 0x0D && place + 1 < body.count && body[place + 1] == 0x0A)
        }
        while at < body.count {
            let byte = body[at]
            if isLineEnd(at) {
                out.append(contentsOf: [0x0D, 0x0A])
                column = 0
                at += byte == 0x0D ? 2 : 1
                continue
            }
            let isBlank = byte == 0x20 || byte == 0x09
            // A blank at the end of a line would be lost on the way; a dot alone on a line would end the mail.
            let isPlain =
                isBlank
                ? !isLineEnd(at + 1)
                : (0x21..<0x7F).contains(byte) && byte != 0x3D && (column > 0 || byte != 0x2E)
            let width = isPlain ? 1 : 3
            if column + width > (isLineEnd(at + 1) ? 76 : 75) {
                out.append(contentsOf: [0x3D, 0x0D, 0x0A])
                column = 0
                // The line begins anew, and with it the rule for dots.
                continue
            }
            if isPlain {
                out.append(byte)
            } else {
                out.append(contentsOf: [0x3D, hexDigit(byte >> 4), hexDigit(byte & 15)])
            }
            column += width
            at += 1
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
