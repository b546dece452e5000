import Foundation
import Testing

@testable import Documents

/// Mails as files: what RFC 5322, 2045, 2047 and 2231 ask of them.
@Suite struct MailTests {
    private static let hard =
        "Größe: 寿司 = 5 £\u{1F600} \t \r\n.\n..x\ntrailing \n" + String(repeating: "a£", count: 80)

    private func message(
        name: String = "Küchenhaus Müller & Söhne GmbH und noch viel mehr Namen dahinter",
        subject: String = "Rechnung", attachment: String = "INV-1.csv"
    ) throws -> String {
        let from = try #require(MailAddress(name: "O\"Brien \\ Co", address: "a.b+c@example.com"))
        let message = MailMessage(
            from: from, to: MailAddress(name: name, address: "x@example.com"), subject: subject,
            date: "Thu, 9 Jul 2026 00:00:00 +0000", language: "en", text: Array(Self.hard.utf8),
            html: Array("<p>1 = 1</p>".utf8),
            attachments: [
                .init(name: attachment, type: "text/csv; charset=utf-8", bytes: Array("a,b\r\n1,2\r\n".utf8))
            ])
        var out: [UInt8] = []
        message.append(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private func decoded(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        let bytes = Array(text.replacing("=\r\n", with: "").utf8)
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x3D, at + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[at + 1...at + 2], as: UTF8.self), radix: 16)
            {
                out.append(byte)
                at += 3
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return out
    }

    @Test func `quoted-printable comes back as it was`() {
        var out: [UInt8] = []
        MailEncoding.appendQuotedPrintable(Array(Self.hard.utf8), to: &out)
        let text = String(decoding: out, as: UTF8.self)
        for line in text.components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 76)
            #expect(!line.hasSuffix(" ") && !line.hasSuffix("\t") && !line.hasPrefix("."))
            #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x09 })
        }
        let lineEnds = Self.hard.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        #expect(decoded(text) == Array(lineEnds.utf8))
    }

    @Test func `lines are short, ASCII, and end in CR LF`() throws {
        for text in [
            try message(), try message(subject: Self.hard.filter { !$0.isNewline }),
            try message(attachment: String(repeating: "寿", count: 30) + ".csv"),
        ] {
            #expect(text.hasSuffix("\r\n"))
            for line in text.components(separatedBy: "\r\n") {
                #expect(line.utf8.count <= 78, "\(line)")
                #expect(line.utf8.allSatisfy { $0 < 0x7F && $0 != 0x0A && $0 != 0x0D })
                if line.contains("=?utf-8?B?") { #expect(line.utf8.count <= 76) }
            }
        }
    }

    @Test func `encoded words hold whole characters`() throws {
        let subject = String(repeating: "寿司 £ ", count: 20)
        let words = MailHeader.encoded(subject).components(separatedBy: "\r\n ")
        var text = ""
        for word in words {
            #expect(word.utf8.count <= 75)
            let body = word.dropFirst("=?utf-8?B?".count).dropLast(2)
            let data = try #require(Data(base64Encoded: String(body)))
            text += try #require(String(validating: data, as: UTF8.self))
        }
        #expect(text == subject)
    }

    @Test func `the same mail has the same bytes, another another id`() throws {
        #expect(try message() == message())
        let ids = try [message(), message(subject: "x"), message(attachment: "y.csv")].map { text in
            text.components(separatedBy: "\r\n").first { $0.hasPrefix("Message-ID") }
        }
        #expect(Set(ids).count == 3)
    }

    @Test(arguments: [
        ("a@b.example", true), ("a.b+c_d@x-y.example", true), ("a@b", true), ("", false), ("a", false),
        ("a@", false), ("@b", false), ("a@b@c", false), ("a b@c", false), ("a@b\r\nBcc: x@y", false),
        ("<a@b>", false), ("a,b@c", false), ("ä@b", false), ("a..b@c", false), ("a@b.", false),
    ])
    func `addresses`(_ address: String, _ isFine: Bool) {
        #expect((MailAddress(name: "N", address: address) != nil) == isFine)
    }

    @Test(arguments: ["a\r\nBcc: x@y", "a\nb", "a\u{0}b", "a\u{7F}", "a\u{85}b"])
    func `a name with a line end is refused`(_ name: String) {
        #expect(MailAddress(name: name, address: "a@b.example") == nil)
        #expect(!MailHeader.isSafe(name))
    }
}
