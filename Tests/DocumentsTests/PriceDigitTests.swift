import Commerce
import Documents
import Notation
import Testing

/// Prices are written with the decimals of their currency, and with more where rounding would change them.
@Suite struct `Prices` {
    @Test(arguments: [
        ("EUR", "1.5", "1,50", "18,00 / CT"), ("JPY", "150", "150", "1.800 / CT"),
        ("XOF", "1.5", "1,5", "18 / CT"), ("KWD", "1.5", "1,500", "18,000 / CT"),
        ("EUR", "0.123456", "0,123456", "1,481472 / CT"),
    ])
    func `have the decimals of the currency, in the other unit too`(
        currency: String, price: String, shown: String, other: String
    ) async throws {
        var fixture = DocumentFixture()
        try fixture.invoice(
            "100", item: "BOX", quantity: "12", price: price,
            header: { head, texts in head.currency = texts.intern(currency) })
        let folder = try ScratchFolder()
        try folder.write(
            "{% render 'line-table', document: document %}", to: "templates/invoice.html.liquid")
        _ = await Generate.documents(fixture.records, fixture.request(folder))
        let page = try folder.text("out/invoice/100.html")
        #expect(page.contains("data-label=\"Preis\">\(shown)<small>\(other)</small>"), "\(page)")
    }
}
