import Diagnostics
import Notation

/// The words for documents that contradict themselves.
extension TradeBuilder {
    func reportTwoCustomers(
        _ document: borrowing TradeDocument, _ a: TextID, firstLine: UInt32, _ b: TextID, line: UInt32,
        _ findings: inout Findings
    ) {
        if reported.contains("shared-document-number") { return }
        findings.add(
            .error(
                "shared-document-number",
                "\(document.kind.name) `\(texts.string(document.number))` is used for two customers, "
                    + "`\(texts.string(a))` and `\(texts.string(b))`, so it is not made",
                at: position(line), hint: "its first line is line \(firstLine)"))
    }

    func twoKinds(_ document: borrowing TradeDocument, _ first: InvoiceLine, _ line: InvoiceLine)
        -> Diagnostic
    {
        .error(
            "document-of-two-kinds",
            "document `\(texts.string(document.number))` is `\(first.kind.name)` and `\(line.kind.name)`, "
                + "so it is not made",
            at: position(line.line), hint: "its first line is line \(first.line)")
    }

    func twoCurrencies(
        _ document: borrowing TradeDocument, _ a: TextID, _ b: TextID, _ line: UInt32
    ) -> Diagnostic {
        .error(
            "document-in-two-currencies",
            "\(document.kind.name) `\(texts.string(document.number))` is in \(texts.string(a)) and in "
                + "\(texts.string(b)), so it is not made",
            at: position(line), hint: "amounts of two currencies are never added")
    }

    func twoAmounts(
        _ document: borrowing TradeDocument, _ name: String, _ a: ExactDecimal, _ b: ExactDecimal,
        _ line: UInt32
    ) -> Diagnostic {
        .error(
            "document-of-two-amounts",
            "\(document.kind.name) `\(texts.string(document.number))` has the `\(name)` \(a) and \(b), so it is "
                + "not made",
            at: position(line),
            hint: "it is an amount of the whole document: the same on every line, or on one line only")
    }

    /// An amount of the whole document with the wrong sign is used as it stands, and said.
    func reportNegative(_ document: borrowing TradeDocument, line: UInt32, _ findings: inout Findings) {
        if document.kind == .creditNote { return }
        for (name, amount, does) in [
            ("allowance_amount", document.allowance, "raises"), ("charge_amount", document.charge, "lowers"),
        ] {
            guard let amount, amount.isNegative, !amount.isZero else { continue }
            findings.add(
                .warning(
                    "negative-amount",
                    "\(document.kind.name) `\(texts.string(document.number))` has the negative `\(name)` "
                        + "\(amount), which \(does) its total",
                    at: position(line), hint: "state it without the minus sign if that is not meant"))
        }
    }

    func twoDates(_ document: borrowing TradeDocument, _ first: InvoiceLine, _ line: InvoiceLine)
        -> Diagnostic
    {
        .warning(
            "document-of-two-dates",
            "\(document.kind.name) `\(texts.string(document.number))` is dated \(first.date) and \(line.date)",
            at: position(line.line), hint: "the date of its first line, line \(first.line), is used")
    }

    func reportPositiveCredit(
        _ document: borrowing TradeDocument, _ line: TradeLine, _ findings: inout Findings
    ) {
        if reported.contains("positive-credit") { return }
        findings.add(
            .warning(
                "positive-credit",
                "credit note `\(texts.string(document.number))` has a line with the positive quantity "
                    + "\(line.quantity)",
                at: position(line.sourceLine),
                hint: "it is charged, not credited, and shown with a minus sign"))
    }

    /// Says where an order names another revision of an article than the customer's number stands for.
    func reportRevisions(_ document: borrowing TradeDocument, _ findings: inout Findings) {
        for line in document.lines where line.revisionDiffers {
            findings.add(
                .warning(
                    "revision-differs",
                    "order `\(texts.string(document.number))` asks for revision "
                        + "`\(texts.string(line.orderedRevision))` of `\(texts.string(line.ordered))`, "
                        + "which stands for revision `\(texts.string(line.customerRevision))`",
                    at: position(line.sourceLine),
                    hint:
                        "the item is `\(texts.string(line.item))` all the same; ask the customer which holds")
            )
        }
    }

    /// Says where some lines of a document carry a tax category and others do not.
    func untaxedLines(_ document: borrowing TradeDocument, _ findings: inout Findings) {
        guard !document.totals.taxes.isEmpty,
            let line = document.lines.first(where: { $0.taxRate == nil })
        else { return }
        findings.add(
            .warning(
                "line-without-tax",
                "\(document.kind.name) `\(texts.string(document.number))` has lines with a tax category and "
                    + "others without",
                at: position(line.sourceLine),
                hint: "state tax_category on the line or the item, or `tax:` in the project file"))
    }
}
