import Commerce
import Diagnostics
import Notation
import Testing

@Suite struct `Documents from lines` {
    @Test func `all lines of one number are one document wherever they stand`() throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1.25")
        try fixture.invoice("101", item: "MUG-2", quantity: "1", price: "9.999")
        try fixture.invoice("100", item: "POST", quantity: "1", price: "4.95")
        try fixture.invoice("100", item: "MUG-2", quantity: "3", price: "0.105")
        let (documents, findings) = fixture.invoices()
        #expect(findings.isEmpty)
        #expect(documents.map { fixture.text($0.number) } == ["100", "101"])
        #expect(documents[0].lines.map { fixture.text($0.item) } == ["MUG-1", "POST", "MUG-2"])
        #expect(documents[0].lines.map(\.status) == [.mapped, .nonItem, .missing])
        #expect(documents[0].lines.map { fixture.text($0.customerItem) } == ["NW-4711", "", ""])
        #expect(documents[0].lines.map(\.net.description) == ["2.50", "4.95", "0.32"])
        #expect(documents[0].totals.net.description == "7.77")
        #expect(documents[0].unmappedCount == 1)
        #expect(documents[0].nonItemCount == 1)
        #expect(documents[0].quantity == 5)
        #expect(fixture.text(documents[0].currency) == "EUR")
        #expect(documents[0].dueDate == Day(number: 15_030))
        #expect(documents[1].totals.net.description == "10.00")
    }

    @Test func `one number on two customers is an error that names both`() throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1")
        try fixture.invoice("100", customer: "obrien", item: "MUG-1", quantity: "2", price: "1")
        try fixture.invoice("101", item: "MUG-1", quantity: "2", price: "1")
        let (documents, findings) = fixture.invoices()
        #expect(documents.count == 1)
        #expect(findings.count == 1)
        #expect(findings.first?.severity == .error)
        #expect(findings.first?.message.contains("`nordwind`") == true)
        #expect(findings.first?.message.contains("`obrien`") == true)
        #expect(findings.first?.position?.line == 3)
    }

    @Test func `nobody gets no document and a stranger gets one with the id`() throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", customer: "", item: "MUG-1", quantity: "2", price: "1")
        try fixture.invoice("101", customer: "stranger", item: "MUG-1", quantity: "2", price: "1")
        try fixture.invoice("A102", item: "MUG-1", quantity: "2", price: "1", kind: .adjustment)
        let (documents, findings) = fixture.invoices()
        #expect(documents.map { fixture.text($0.number) } == ["101"])
        #expect(documents[0].customerIndex == nil)
        #expect(fixture.text(documents[0].currency) == "GBP")
        #expect(findings.map(\.code) == ["document-without-customer", "unknown-customer"])
    }

    @Test func `a credit note is shown with the sign reversed and a charge on it is a finding`() throws {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        try fixture.invoice("C1", item: "MUG-1", quantity: "-3", price: "2", kind: .creditNote)
        try fixture.invoice("C1", item: "MUG-2", quantity: "1", price: "0.50", kind: .creditNote)
        let (documents, findings) = fixture.invoices()
        let document = try #require(documents.first)
        #expect(findings.map(\.code) == ["positive-credit"])
        #expect(document.kind == .creditNote)
        #expect(document.lines.map { document.printed($0.net).description } == ["6.00", "-0.50"])
        #expect(document.printed(document.totals.net).description == "5.50")
        #expect(document.printed(document.totals.tax).description == "1.10")
        #expect(document.printed(document.totals.total).description == "6.60")
        #expect(document.dueDate == nil)
    }

    @Test func `quantities are shown in the customer's unit where they come out even`() throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "BOX", quantity: "36", price: "1")
        try fixture.invoice("100", item: "BOX", quantity: "35", price: "1")
        let document = try #require(fixture.invoices().documents.first)
        #expect(document.lines.map(\.customerQuantity) == [3, nil])
        #expect(document.lines.map { fixture.text($0.customerUnit) } == ["CT", "CT"])
        #expect(document.lines[0].unitFactor == 12)
    }

    @Test func `tax comes from the line, else the item, else the project`() throws {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        try fixture.invoice("100", item: "MUG-1", quantity: "1", price: "10")
        try fixture.invoice(
            "100", item: "MUG-1", quantity: "1", price: "10",
            terms: { terms, texts in (terms.taxCategory, terms.taxRate) = (texts.intern("S"), 5) })
        try fixture.invoice(
            "100", item: "MUG-1", quantity: "1", price: "10",
            terms: { terms, texts in terms.taxCategory = texts.intern("AE") })
        let (documents, findings) = fixture.invoices()
        let document = try #require(documents.first)
        #expect(findings.isEmpty)
        let shown = document.totals.taxes.map { tax in
            "\(fixture.text(tax.category)) \(tax.rate) \(tax.base) \(tax.amount) \(fixture.text(tax.reason))"
        }
        #expect(shown == ["AE 0 10.00 0.00 Reverse charge", "S 5 10.00 0.50 ", "S 20 10.00 2.00 "])
        #expect(document.totals.total.description == "32.50")
    }

    @Test func `a category without a rate anywhere refuses the document`() throws {
        var fixture = DocumentFixture()
        try fixture.invoice(
            "100", item: "MUG-1", quantity: "1", price: "10",
            terms: { terms, texts in terms.taxCategory = texts.intern("S") })
        let (documents, findings) = fixture.invoices()
        #expect(documents.isEmpty)
        #expect(findings.map(\.code) == ["tax-rate-missing"])
    }

    @Test func `yen have no decimals and dinars three`() throws {
        var fixture = DocumentFixture()
        for (number, currency) in [("1", "JPY"), ("2", "KWD")] {
            try fixture.invoice(
                number, item: "MUG-1", quantity: "1", price: "10.5555",
                header: { header, texts in header.currency = texts.intern(currency) })
        }
        #expect(fixture.invoices().documents.map(\.totals.net.description) == ["11", "10.556"])
    }

    @Test func `a number printed then stays`() throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-2", quantity: "1", price: "1")
        fixture.lines[0].printedNumber = fixture.reference.texts.intern("OLD-9")
        let line = try #require(fixture.invoices().documents.first?.lines.first)
        #expect(fixture.text(line.customerItem) == "OLD-9")
        #expect(line.status == .mapped)
    }

    @Test func `an order keeps the customer's quantity and price beside our pieces`() throws {
        var fixture = DocumentFixture()
        try fixture.order("SO-1", theirs: "NW-BOX", quantity: "2", price: "14.40", unit: "CT")
        try fixture.order("SO-1", ours: "MUG-1", quantity: "5", price: "1.10")
        try fixture.order("SO-1", theirs: "NOPE", quantity: "1", price: nil)
        let groups = TradeGroups(fixture.orders, textCount: fixture.reference.texts.count)
        var builder = fixture.builder
        var document = TradeDocument()
        var findings = Findings()
        #expect(builder.order(fixture.orders, groups.lines(0), into: &document, findings: &findings))
        #expect(document.lines.map { fixture.text($0.item) } == ["BOX", "MUG-1", ""])
        #expect(document.lines.map { fixture.text($0.customerItem) } == ["NW-BOX", "NW-4711", "NOPE"])
        #expect(document.lines.map(\.status) == [.exact, .ownNumber, .unknown])
        #expect(document.lines.map(\.pieces) == [24, 5, nil])
        #expect(document.lines.map(\.net.description) == ["28.80", "5.50", "0.00"])
        #expect(document.totals.net.description == "34.30")
        #expect(document.unmappedCount == 1)
    }
}

@Suite struct `Amounts of whole documents` {
    private func made(
        kind: DocumentKind = .invoice, quantity: String = "4",
        _ headers: [(inout InvoiceHeader, inout Texts) -> Void]
    ) throws -> (DocumentFixture, [TradeDocument], [Diagnostic]) {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        for header in headers {
            try fixture.invoice(
                "D1", item: "MUG-1", quantity: quantity, price: "2.50", kind: kind, header: header)
        }
        let (documents, findings) = fixture.invoices()
        return (fixture, documents, findings)
    }

    @Test func `an amount stands on all lines or on one and counts once`() throws {
        let (_, documents, findings) = try made([
            { head, _ in
                head.allowance = 3
                head.charge = ExactDecimal(mantissa: 125, scale: 2)
            },
            { head, _ in head.allowance = 3 },
            { head, _ in head.paid = 10 },
        ])
        #expect(findings.isEmpty)
        let totals = try #require(documents.first).totals
        #expect(totals.lineTotal.description == "30.00")
        #expect(totals.net.description == "28.25")
        #expect(totals.taxes.map(\.base.description) == ["28.25"])
        #expect(totals.tax.description == "5.65")
        #expect(totals.due.description == "23.90")
    }

    @Test func `two amounts for one document are an error that names both`() throws {
        let (_, documents, findings) = try made([
            { head, _ in head.charge = 3 }, { head, _ in head.charge = 4 },
        ])
        #expect(documents.isEmpty)
        #expect(findings.map(\.code) == ["document-of-two-amounts"])
        #expect(findings.first?.message.contains("`charge_amount` 3 and 4") == true)
    }

    @Test func `a credit note gives them back whatever their sign in the file`() throws {
        for sign in [1, -1] {
            let (fixture, documents, findings) = try made(
                kind: .creditNote, quantity: "-4",
                [
                    { head, texts in
                        head.allowance = ExactDecimal(2 * sign)
                        head.charge = ExactDecimal(5 * sign)
                        head.credits = texts.intern("INV-1")
                    },
                    { head, texts in head.credits = texts.intern("INV-2") },
                ])
            #expect(findings.isEmpty)
            let document = try #require(documents.first)
            #expect(document.printed(document.totals.net).description == "23.00")
            #expect(document.printed(document.totals.total).description == "27.60")
            #expect(document.credits.map { fixture.text($0) } == ["INV-1", "INV-2"])
        }
    }

    @Test func `a negative amount on an invoice is used and told`() throws {
        let (_, documents, findings) = try made([{ head, _ in head.allowance = -2 }])
        #expect(documents.first?.totals.net.description == "12.00")
        #expect(findings.map(\.code) == ["negative-amount"])
    }
}
