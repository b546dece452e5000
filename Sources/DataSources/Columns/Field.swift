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
    case city, region, postcode, country, email, phone
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
    case creditsInvoice = "credits_invoice"
    /// Amounts of the whole document.
    case allowanceAmount = "allowance_amount"
    case chargeAmount = "charge_amount"
    case paidAmount = "paid_amount"

    /// What an earlier run or another system wrote beside a rejected row; read over.
    case importError = "import_error"

    /// The place in the list above, for tables by field. A switch, as it is asked for on hot paths and a
    /// dictionary of fields would hash their names.
    var ordinal: Int {
        switch self {
        case .customerID: 0
        case .customerName: 1
        case .name: 2
        case .parentCustomerID: 3
        case .customerGroup: 4
        case .address1: 5
        case .address2: 6
        case .address3: 7
        case .city: 8
        case .region: 9
        case .postcode: 10
        case .country: 11
        case .email: 12
        case .taxID: 13
        case .currency: 14
        case .locale: 15
        case .numberDisplay: 16
        case .language: 17
        case .itemNumber: 18
        case .description: 19
        case .gtin: 20
        case .unit: 21
        case .listPrice: 22
        case .category: 23
        case .active: 24
        case .supersededBy: 25
        case .taxCategory: 26
        case .taxRate: 27
        case .customerItemNumber: 28
        case .customerItemDescription: 29
        case .customerUnit: 30
        case .unitFactor: 31
        case .validFrom: 32
        case .validTo: 33
        case .preferred: 34
        case .customerRevision: 35
        case .location: 36
        case .onHand: 37
        case .allocated: 38
        case .onOrder: 39
        case .orderNumber: 40
        case .shipToID: 41
        case .poNumber: 42
        case .orderDate: 43
        case .requestedDate: 44
        case .lineNumber: 45
        case .quantity: 46
        case .unitPrice: 47
        case .discountPercent: 48
        case .invoiceNumber: 49
        case .invoiceDate: 50
        case .dueDate: 51
        case .terms: 52
        case .kind: 53
        case .importError: 54
        case .creditsInvoice: 55
        case .allowanceAmount: 56
        case .chargeAmount: 57
        case .paidAmount: 58
        case .phone: 59
        }
    }
}
