/// A field of a record, by the name its column has in our own files (rules.md 1).
package enum Field: String, Sendable, Hashable, CaseIterable {
    case customerID = "customer_id"
    case customerName = "customer_name"
    case name
    case parentCustomerID = "parent_customer_id"
    case customerGroup = "customer_group"
    case address1 = "address_1"
    case address2 = "address_2"
    case address3 = "address_3"
    case city, region, postcode, country, email
    case taxID = "tax_id"
    case currency, locale
    case numberDisplay = "number_display"
    case language

    case itemNumber = "item_number"
    case description, gtin, unit
    case listPrice = "list_price"
    case category, active
    case supersededBy = "superseded_by"
    case taxCategory = "tax_category"
    case taxRate = "tax_rate"

    case customerItemNumber = "customer_item_number"
    case customerItemDescription = "customer_item_description"
    case customerUnit = "customer_unit"
    case unitFactor = "unit_factor"
    case validFrom = "valid_from"
    case validTo = "valid_to"
    case preferred
    case customerRevision = "customer_revision"

    case location
    case onHand = "on_hand"
    case allocated
    case onOrder = "on_order"

    case orderNumber = "order_number"
    case shipToID = "ship_to_id"
    case poNumber = "po_number"
    case orderDate = "order_date"
    case requestedDate = "requested_date"
    case lineNumber = "line_number"
    case quantity
    case unitPrice = "unit_price"
    case discountPercent = "discount_pct"

    case invoiceNumber = "invoice_number"
    case invoiceDate = "invoice_date"
    case dueDate = "due_date"
    case terms, kind

    /// What an earlier run or another system wrote beside a rejected row; read over.
    case importError = "import_error"

    /// The place in ``allCases``, for tables by field.
    var ordinal: Int { Self.ordinals[self] ?? 0 }

    private static let ordinals = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })
}
