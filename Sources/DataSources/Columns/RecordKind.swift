/// What the rows of a data file are (rules.md 1); the names are the keys under `data` in the project file.
package enum RecordKind: String, Sendable, Hashable, CaseIterable {
    case customers, items, mappings, stock, orders, invoices

    /// The fields such a file may have, in the order of our own files.
    package var fields: [Field] {
        switch self {
        case .customers:
            [
                .customerID, .name, .parentCustomerID, .customerGroup, .address1, .address2, .address3, .city,
                .region, .postcode, .country, .email, .phone, .taxID, .currency, .locale, .numberDisplay,
                .language,
                .active, .importError,
            ]
        case .items:
            [
                .itemNumber, .description, .gtin, .unit, .listPrice, .category, .active, .supersededBy,
                .taxCategory, .taxRate, .importError,
            ]
        case .mappings:
            [
                .customerID, .customerName, .customerGroup, .itemNumber, .customerItemNumber,
                .customerItemDescription, .customerUnit, .unitFactor, .validFrom, .validTo, .preferred,
                .active,
                .customerRevision, .importError,
            ]
        case .stock: [.itemNumber, .location, .onHand, .allocated, .onOrder, .importError]
        case .orders:
            [
                .orderNumber, .customerID, .customerName, .shipToID, .poNumber, .orderDate, .requestedDate,
                .currency, .lineNumber, .customerItemNumber, .itemNumber, .gtin, .customerRevision,
                .description, .quantity, .unit, .unitPrice, .discountPercent, .taxCategory, .taxRate,
                .importError,
            ]
        case .invoices:
            [
                .invoiceNumber, .kind, .customerID, .customerName, .shipToID, .invoiceDate, .dueDate, .terms,
                .orderNumber, .poNumber, .currency, .lineNumber, .itemNumber, .customerItemNumber,
                .description,
                .quantity, .unit, .unitPrice, .discountPercent, .taxCategory, .taxRate, .country,
                .creditsInvoice, .allowanceAmount, .chargeAmount, .paidAmount, .importError,
            ]
        }
    }

    /// The columns without which the file cannot be read: of each group at least one.
    package var required: [[Field]] {
        switch self {
        case .customers: [[.customerID], [.name]]
        case .items: [[.itemNumber], [.description]]
        case .mappings: [[.itemNumber], [.customerItemNumber]]
        case .stock: [[.itemNumber], [.onHand]]
        case .orders:
            [
                [.orderNumber], [.customerID, .customerName], [.orderDate], [.lineNumber],
                [.customerItemNumber, .itemNumber, .gtin], [.quantity],
            ]
        case .invoices:
            [
                [.invoiceNumber], [.customerID, .customerName], [.invoiceDate], [.itemNumber], [.quantity],
                [.unitPrice],
            ]
        }
    }

    /// One row, in a message.
    package var noun: String {
        switch self {
        case .customers: "customer"
        case .items: "item"
        case .mappings: "mapping"
        case .stock: "stock level"
        case .orders: "order line"
        case .invoices: "invoice line"
        }
    }
}
