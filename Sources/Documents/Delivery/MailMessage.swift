/// A mail as a file that every mail program opens: RFC 5322 and MIME (RFC 2045 to 2049).
///
/// The same input gives the same bytes: its date is that of the document, its id and boundaries come from what it
/// says. `X-Unsent` lets Outlook open it as a draft.
struct MailMessage {
    struct Attachment {
        var name: String
        /// `text/csv; charset=utf-8`
        var type: String
        var bytes: [UInt8]
    }

    /// A picture that the page shows: `<img src="cid:ID">` (RFC 2392).
    struct Picture: Sendable, Hashable {
        /// `logo.1f2e@example.com`
        var id: String
        var name: String
        /// `image/png`
        var type: String
        var bytes: [UInt8]
    }

    /// An attachment that is made later and stands behind all others.
    struct PendingAttachment {
        var name: String
        var type: String
        /// What it will be made of, in place of what it is.
        var source: ContentHash
    }

    var from: MailAddress
    /// Nil where the customer's is not known: the file then opens as a mail without a recipient.
    var to: MailAddress?
    var subject: String
    /// `Wed, 29 Jul 2026 00:00:00 +0000`
    var date: String
    /// `en`, as RFC 3282 writes it.
    var language: String
    var text: [UInt8]
    var html: [UInt8]
    var pictures: [Picture] = []
    var attachments: [Attachment] = []
    var pending: PendingAttachment?

    func append(to out: inout [UInt8]) {
        let end = appendOpen(to: &out)
        out += end
    }

    /// As ``append(to:)``, up to the place of the pending attachment's bytes in base64.
    ///
    /// - Returns: what stands behind them.
    func appendOpen(to out: inout [UInt8]) -> [UInt8] {
        let mark = fingerprint()
        header("From", from.encoded, &out)
        if let to { header("To", to.encoded, &out) }
        header("Subject", MailHeader.encoded(subject), &out)
        header("Date", date, &out)
        header("Message-ID", "<\(mark)@\(from.domain)>", &out)
        header("Content-Language", language, &out)
        header("X-Unsent", "1", &out)
        header("MIME-Version", "1.0", &out)
        header("Content-Type", "multipart/mixed;\r\n boundary=\"=_m_\(mark)\"", &out)
        line("", &out)
        line("--=_m_\(mark)", &out)
        header("Content-Type", "multipart/alternative;\r\n boundary=\"=_a_\(mark)\"", &out)
        line("", &out)
        line("--=_a_\(mark)", &out)
        body(text, "text/plain; charset=utf-8", &out)
        line("--=_a_\(mark)", &out)
        if pictures.isEmpty {
            body(html, "text/html; charset=utf-8", &out)
        } else {
            appendRelated(mark, &out)
        }
        line("--=_a_\(mark)--", &out)
        for attachment in attachments {
            line("--=_m_\(mark)", &out)
            attachmentHeaders(attachment.name, attachment.type, &out)
            MailEncoding.appendBase64(attachment.bytes, to: &out)
        }
        if let pending {
            line("--=_m_\(mark)", &out)
            attachmentHeaders(pending.name, pending.type, &out)
        }
        var end: [UInt8] = []
        line("--=_m_\(mark)--", &end)
        return end
    }

    /// The page with its pictures (RFC 2387).
    private func appendRelated(_ mark: String, _ out: inout [UInt8]) {
        header(
            "Content-Type", "multipart/related; type=\"text/html\";\r\n boundary=\"=_r_\(mark)\"", &out)
        line("", &out)
        line("--=_r_\(mark)", &out)
        body(html, "text/html; charset=utf-8", &out)
        for picture in pictures {
            line("--=_r_\(mark)", &out)
            header("Content-Type", picture.type, &out)
            header("Content-Transfer-Encoding", "base64", &out)
            header("Content-ID", "<\(picture.id)>", &out)
            header(
                "Content-Disposition", "inline;\r\n \(MailHeader.parameter("filename", picture.name))", &out)
            line("", &out)
            MailEncoding.appendBase64(picture.bytes, to: &out)
        }
        line("--=_r_\(mark)--", &out)
    }

    private func body(_ bytes: [UInt8], _ type: String, _ out: inout [UInt8]) {
        header("Content-Type", type, &out)
        header("Content-Transfer-Encoding", "quoted-printable", &out)
        line("", &out)
        MailEncoding.appendQuotedPrintable(bytes, to: &out)
        line("", &out)
    }

    private func attachmentHeaders(_ name: String, _ type: String, _ out: inout [UInt8]) {
        header("Content-Type", type, &out)
        header("Content-Transfer-Encoding", "base64", &out)
        header(
            "Content-Disposition", "attachment;\r\n \(MailHeader.parameter("filename", name))", &out)
        line("", &out)
    }

    private func header(_ name: String, _ value: String, _ out: inout [UInt8]) {
        line("\(name): \(value)", &out)
    }

    private func line(_ text: String, _ out: inout [UInt8]) {
        out.append(contentsOf: text.utf8)
        out.append(contentsOf: [0x0D, 0x0A])
    }

    /// 128 bits of what the mail says, as hex (FNV-1a twice, of two starts): for ids, not for secrets.
    private func fingerprint() -> String {
        var parts: [[UInt8]] = [
            Array(from.encoded.utf8), Array((to?.encoded ?? "").utf8), Array(subject.utf8), Array(date.utf8),
            text,
            html,
        ]
        for picture in pictures { parts += [Array(picture.id.utf8), picture.bytes] }
        for attachment in attachments { parts += [Array(attachment.name.utf8), attachment.bytes] }
        if let pending { parts += [Array(pending.name.utf8), Array(pending.source.hex.utf8)] }
        func hash(_ start: UInt64) -> String {
            var hash = start
            for part in parts {
                for byte in part { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
                hash = (hash ^ UInt64(part.count)) &* 0x0000_0100_0000_01B3
            }
            let digits = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return hash(0xCBF2_9CE4_8422_2325) + hash(0x9E37_79B9_7F4A_7C15)
    }
}
