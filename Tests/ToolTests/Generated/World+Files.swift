extension World {
    /// Writes the project into `folder`.
    func write(to folder: TemporaryFolder) throws {
        try folder.write(Self.project, to: "counterpart.yml")
        try folder.write(
            Self.csv(
                ["customer_id", "name", "parent_customer_id", "customer_group"],
                customers.map { [$0.id, $0.name, $0.parent, $0.group] }), to: "customers.csv")
        try folder.write(
            Self.csv(
                ["item_number", "description", "gtin"], items.map { [$0.number, $0.description, $0.gtin] }),
            to: "items.csv")
        try folder.write(
            Self.csv(
                [
                    "customer_id", "customer_group", "item_number", "customer_item_number", "customer_unit",
                    "unit_factor", "valid_from", "valid_to", "preferred", "active",
                ],
                mappings.map {
                    [
                        $0.customer, $0.group, $0.item, $0.theirs, $0.unit, $0.factor, $0.from, $0.to,
                        $0.preferred ? "true" : "", $0.active ? "" : "false",
                    ]
                }), to: "item_mappings.csv")
        try folder.write(
            Self.csv(
                [
                    "Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID",
                    "ship_to_id", "unit", "discount_pct",
                ],
                invoiceLines.map {
                    [
                        $0.invoice, $0.code, $0.description, String($0.quantity), $0.date, $0.price,
                        $0.customer,
                        $0.shipTo, $0.unit, $0.discount,
                    ]
                }), to: "invoices.csv")
        try folder.write(
            Self.csv(
                [
                    "order_number", "customer_id", "ship_to_id", "order_date", "line_number",
                    "customer_item_number", "item_number", "gtin", "quantity", "unit", "unit_price",
                ],
                orderLines.map {
                    [
                        $0.order, $0.customer, $0.shipTo, $0.date, String($0.line), $0.theirs, $0.item,
                        $0.gtin,
                        String($0.quantity), $0.unit, $0.price,
                    ]
                }), to: "orders.csv")
    }

    private static func csv(_ header: [String], _ rows: [[String]]) -> String {
        var out = header.joined(separator: ",") + "\n"
        for row in rows {
            out +=
                row.map { field in
                    guard field.contains(",") || field.contains("\"") else { return field }
                    return "\"" + field.replacing("\"", with: "\"\"") + "\""
                }.joined(separator: ",") + "\n"
        }
        return out
    }

    private static let project = """
        seller: { name: Generated Ltd }
        currency: GBP
        data:
          customers: customers.csv
          items: items.csv
          mappings: item_mappings.csv
          orders: orders.csv
          invoices:
            file: invoices.csv
            columns:
              { invoice_number: Invoice, item_number: StockCode, description: Description, quantity: Quantity,
                invoice_date: InvoiceDate, unit_price: Price, customer_id: Customer ID }
            clean: { item_number: [trim, uppercase], customer_id: [{ strip_suffix: ".0" }] }
            kind: { adjustment: A, credit_note: C }
            credit_sign: negative

        """
}
