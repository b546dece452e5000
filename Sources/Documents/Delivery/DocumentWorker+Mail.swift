import Commerce
import Diagnostics
import Liquid
import Notation

/// Documents as mails.
extension DocumentWorker {
    /// Makes a mail; nil, and a finding, where it cannot be addressed.
    ///
    /// - Parameter paper: of the page whose PDF it will carry.
    mutating func mail(
        _ parts: MailTemplates, _ planned: PlannedDocument, paper: ContentHash?, _ findings: inout Findings
    ) throws(Diagnostic) -> MailMessage? {
        let number = records.texts.string(document.number)
        let seller = request.settings.seller
        // That there is none was said once for the run.
        guard let from = MailAddress(name: seller.name, address: seller.email) else { return nil }
        let html = try mailPage(parts.html, parts.path, isPart: true, &findings)
        fill(.mail(lines: lineCount))
        let style = style()
        var (subject, text): ([UInt8], [UInt8]) = ([], [])
        try parts.subject.render(arena, style: style, into: &subject)
        markdown.removeAll(keepingCapacity: true)
        try parts.text.render(arena, style: style, into: &markdown)
        PlainText.append(markdown: markdown, to: &text)
        let title = String(decoding: subject, as: UTF8.self).trimmingSuffix { $0.isNewline }
        guard MailHeader.isSafe(title) else {
            findings.add(
                .error(
                    "unsafe-header",
                    "the subject of the mail of `\(number)` holds a line end or a control character",
                    hint: "it could start a header of its own; mend the template or the data"))
            return nil
        }
        var message = MailMessage(
            from: from, to: recipient(number, &findings), subject: title, date: document.date.mailDate,
            language: view.catalogue(document).language, text: text, html: html)
        if let logo = seller.mailLogo.part,
            ByteSearch.find(Array("cid:\(logo.id)".utf8), in: html, from: 0) != nil
        {
            message.pictures = [logo]
        }
        if request.attachments.contains(.csv) {
            var table: [UInt8] = []
            appendTable(to: &table)
            message.attachments = [
                .init(name: "\(planned.name).csv", type: "text/csv; charset=utf-8", bytes: table)
            ]
        }
        message.pending = paper.map {
            .init(name: "\(planned.name).pdf", type: "application/pdf", source: $0)
        }
        return message
    }

    private var lineCount: Int { sheet?.lines.count ?? document.lines.count }

    /// What a page may have in the mail, so that Gmail shows all of it.
    private static let pageBudget = MailCheck.pageLimit - 512

    /// A mail's page with as many of the first lines as fit.
    ///
    /// - Parameters:
    ///   - path: of the template, for findings.
    ///   - isPart: whether the page is the part of a mail, which can carry pictures.
    mutating func mailPage(
        _ template: Template, _ path: String, isPart: Bool, _ findings: inout Findings
    ) throws(Diagnostic) -> [UInt8] {
        // The number of lines known to fit, and one known to be too many.
        var (low, high) = (-1, lineCount + 1)
        var shown = min(lineCount, 120)
        var (best, bestSize): ([UInt8], Int) = ([], 0)
        for attempt in 0..<64 {
            let page = try mailPage(template, lines: shown, isPart: isPart)
            encoded.removeAll(keepingCapacity: true)
            MailEncoding.appendQuotedPrintable(page, to: &encoded)
            let size = encoded.count
            let room = Self.pageBudget - size
            // Lines have many lengths; this is only a guess of where to look next.
            let lineSize = max(64, (size - 6_000) / max(1, shown))
            if room >= 0 {
                (low, best, bestSize) = (shown, page, size)
                if shown == lineCount || room < lineSize { break }
            } else {
                high = shown
                // One that shows all lines whatever it is told.
                if shown == 0 || size == bestSize { break }
                if low < 0 { bestSize = size }
            }
            if high - low <= 1 { break }
            let guess = attempt < 6 ? shown + room / lineSize : (low + high) / 2
            shown = max(low + 1, min(high - 1, guess))
        }
        if low >= 0 { return best }
        let number = records.texts.string(document.number)
        findings.add(.warning, "mail-too-large") {
            .warning(
                "mail-too-large", "the mail of `\(number)` is so large that Gmail cuts its page off",
                at: Position(file: path), hint: "show only the first `document.shown_line_count` lines")
        }
        return try mailPage(template, lines: lineCount, isPart: isPart)
    }

    private mutating func mailPage(
        _ template: Template, lines: Int, isPart: Bool
    ) throws(Diagnostic) -> [UInt8] {
        fill(isPart ? .mail(lines: lines) : .mailPage(lines: lines))
        var page: [UInt8] = []
        try template.render(arena, style: style(), into: &page)
        return CSSInliner.inline(page)
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
