import Commerce
import Diagnostics
import Liquid
import Notation

/// Documents as mails.
extension DocumentWorker {
    /// Makes a mail; false, and a finding, where it cannot be addressed.
    mutating func renderMail(
        _ parts: MailTemplates, _ planned: PlannedDocument, _ findings: inout Findings
    ) throws(Diagnostic) -> Bool {
        let number = records.texts.string(document.number)
        let seller = request.settings.seller
        // That there is none was said once for the run.
        guard let from = MailAddress(name: seller.name, address: seller.email) else { return false }
        fill()
        let style = style()
        var (subject, text, html): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        try parts.subject.render(arena, style: style, into: &subject)
        markdown.removeAll(keepingCapacity: true)
        try parts.text.render(arena, style: style, into: &markdown)
        PlainText.append(markdown: markdown, to: &text)
        try parts.html.render(arena, style: style, into: &html)
        let title = String(decoding: subject, as: UTF8.self).trimmingSuffix { $0.isNewline }
        guard MailHeader.isSafe(title) else {
            findings.add(
                .error(
                    "unsafe-header",
                    "the subject of the mail of `\(number)` holds a line end or a control character",
                    hint: "it could start a header of its own; mend the template or the data"))
            return false
        }
        var table: [UInt8] = []
        appendTable(to: &table)
        let message = MailMessage(
            from: from, to: recipient(number, &findings), subject: title,
            date: document.date.mailDate, language: view.catalogue(document).language, text: text,
            html: CSSInliner.inline(html),
            attachments: [.init(name: "\(planned.name).csv", type: "text/csv; charset=utf-8", bytes: table)])
        message.append(to: &out)
        return true
    }

    private func recipient(_ number: String, _ findings: inout Findings) -> MailAddress? {
        let customer = document.customerIndex.map { records.resolver.data.customers.records[$0] }
        let address = customer?.email ?? ""
        let name = customer.map { records.texts.string($0.name) } ?? ""
        if let to = MailAddress(name: name, address: address) { return to }
        let id = customer.map { records.texts.string($0.id) } ?? ""
        findings.add(.warning, "no-recipient") {
            .warning(
                "no-recipient",
                address.isEmpty
                    ? "the mail of `\(number)` has no recipient: customer `\(id)` has no address"
                    : "the mail of `\(number)` has no recipient: `\(address)` of customer `\(id)` is no address",
                hint: "state `email` of the customer; the mail is written without `To`")
        }
        return nil
    }
}

extension String {
    fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return String(text)
    }
}
