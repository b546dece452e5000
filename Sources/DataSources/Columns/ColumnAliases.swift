/// The headings that other systems give to our fields.
///
/// From their upload templates and manuals: Xoro (item customer mapping, sales orders), NetSuite (customer part
/// numbers), Business Central (item references), ERPNext (item customer detail), Acumatica (cross-reference),
/// SAP (customer-material info record), Sage, Epicor, Dynamics (external item number), and the words any ERP
/// export uses. Headings are compared as ``Heading/plain(_:)`` makes them, so spelling variants need no entry.
enum ColumnAliases {
    /// What a heading may be called for a field of a kind of record, our own name first.
    static func names(of field: Field, in kind: RecordKind) -> [String] {
        [field.rawValue] + (common[field] ?? []) + (special[kind]?[field] ?? [])
    }

    /// Names that mean the same field wherever it occurs.
    private static let common: [Field: [String]] = [
        .customerID: [
            "customer", "customer no", "customer number", "customer code", "cust id", "cust no",
            "cust number",
            "customer account", "account number", "account no", "account code", "sold to", "sold to party",
            "sell to customer no", "bill to customer no", "client id", "client no", "debtor", "debtor no",
        ],
        .customerName: [
            "customer name", "cust name", "sell to customer name", "sold to name", "account name",
            "client name",
        ],
        .customerGroup: [
            "group", "customer group code", "customer class", "customer category", "customer type",
            "price group",
        ],
        .country: ["country code", "country region code", "country/region", "ship to country"],
        .currency: ["currency code", "curr", "ccy", "iso currency", "transaction currency"],
        .itemNumber: [
            "item", "item no", "item code", "item id", "sku", "product", "product code", "product no",
            "product number", "product id", "stock code", "stock no", "material", "material no",
            "material number",
            "part no", "part number", "part", "article", "article no", "article number", "our item no",
            "our item number", "our part no", "internal item number", "inventory id", "inventory cd",
            "seller item id",
        ],
        .description: [
            "item description", "product description", "item name", "product name", "product title", "title",
            "material description", "part description", "article description", "line description", "desc",
        ],
        .gtin: [
            "ean", "ean13", "ean code", "upc", "upc code", "barcode", "bar code", "gtin14", "gtin13",
            "item upc",
        ],
        .unit: [
            "uom", "unit of measure", "unit of measure code", "base unit", "base uom", "base unit of measure",
            "sales unit", "sales uom", "stock uom", "unit code", "um", "u/m",
        ],
        .customerItemNumber: [
            "customer item", "customer item no", "customer item code", "customer part", "customer part no",
            "customer part number", "customer product", "customer product code", "customer product number",
            "customer sku", "customer stock code", "customer material", "customer material number",
            "material customer",
            "customer article", "customer article number", "cust item no", "cust part no", "cust part number",
            "customer reference number", "customer ref code", "cpn", "external item number",
            "external item id",
            "buyer item number", "buyer part number", "buyer item id", "bp catalog no", "bp catalog number",
            "their item number", "your item number", "alternate id", "reference no", "item reference no",
            "cross reference no", "ref code", "customer alias", "alias item no",
        ],
        .active: ["is active", "enabled"],
        .taxCategory: ["tax category", "tax code", "vat code", "tax class", "vat category", "gst code"],
        .taxRate: ["tax percent", "tax pct", "tax %", "vat rate", "vat percent", "vat %", "gst rate"],
        .orderNumber: [
            "order", "order no", "order id", "sales order", "sales order no", "sales order number",
            "so number", "so no",
        ],
        .poNumber: [
            "po", "po no", "purchase order", "purchase order no", "purchase order number", "customer po",
            "customer po no", "customer po number", "customer order no", "customer order number",
            "your reference",
            "external document no", "third party ref no",
        ],
        .shipToID: [
            "ship to", "ship to code", "ship to no", "ship to customer", "ship to customer id",
            "ship to party",
            "ship to account", "delivery account", "deliver to",
        ],
        .lineNumber: ["line", "line no", "line id", "pos", "position", "item line", "seq", "sequence"],
        .quantity: [
            "qty", "quantity ordered", "qty ordered", "ordered qty", "order qty", "order quantity",
            "quantity invoiced",
            "qty invoiced", "invoiced qty", "invoiced quantity", "invoice qty", "billed quantity",
            "qty shipped",
        ],
        .unitPrice: [
            "price", "unit price excl tax", "unit price excl vat", "net price", "sales price", "rate",
            "price per unit", "price each", "selling price",
        ],
        .discountPercent: [
            "discount %", "discount percent", "disc pct", "disc %", "line discount %",
        ],
        .importError: ["error", "errors", "import errors"],
    ]

    /// Names whose meaning depends on what the file holds.
    private static let special: [RecordKind: [Field: [String]]] = [
        .customers: [
            .customerID: ["id", "no", "number", "code", "account", "bp code", "card code"],
            .name: [
                "customer name", "company", "company name", "account name", "client name", "trading name",
                "card name", "full name",
            ],
            .parentCustomerID: [
                "parent", "parent id", "parent customer", "parent customer no", "parent account",
                "parent account no",
                "head office", "commercial partner", "bill to", "bill to customer",
            ],
            .address1: [
                "address", "address line 1", "street", "street address", "street 1", "billing address",
                "billing address 1", "bill to address",
            ],
            .address2: ["address line 2", "street 2", "billing address 2"],
            .address3: ["address line 3", "street 3"],
            .city: ["town", "billing city"],
            .region: ["state", "county", "province", "billing state", "state province"],
            .postcode: ["zip", "zip code", "postal code", "post code", "billing zip", "postcode zip"],
            .country: ["land", "billing country"],
            .email: ["e mail", "email address", "e mail address", "billing email", "contact email", "mail"],
            .phone: [
                "telephone", "tel", "tel no", "phone no", "phone number", "telephone no", "telephone number",
                "telephone 1", "contact phone", "billing phone",
            ],
            .taxID: [
                "vat id", "vat no", "vat number", "vat registration no", "tax number", "tax no", "tax reg no",
                "ein",
                "gst number", "vat reg no",
            ],
            .locale: ["locale code"],
            .numberDisplay: ["item number display", "show numbers"],
            .language: ["language code", "lang"],
        ],
        .items: [
            .itemNumber: ["id", "no", "number", "code"],
            .description: ["name"],
            .listPrice: [
                "price", "unit price", "sales price", "retail price", "base price", "selling price",
                "list price",
                "standard price", "rrp",
            ],
            .category: [
                "item category", "item category code", "product category", "product group", "item group",
                "product type", "group", "item class", "department",
            ],
            .supersededBy: [
                "replaced by", "replacement", "replacement item", "successor", "superseding item",
            ],
        ],
        .mappings: [
            .customerItemDescription: [
                "customer description", "customer part description", "customer product description",
                "customer material description", "external item description", "external description",
                "item reference description", "customer item name", "their description", "description",
            ],
            .customerUnit: [
                "customer uom", "customer unit of measure", "unit of measure", "unit of measure code", "uom",
                "unit",
                "their unit",
            ],
            .unitFactor: [
                "units per customer unit", "conversion factor", "conversion", "factor",
                "qty per unit of measure",
                "uom conversion", "pack size", "units per pack",
            ],
            .validFrom: [
                "starting date", "start date", "from date", "date from", "effective date", "effective from",
                "valid from date", "active from", "start date active", "begin date",
            ],
            .validTo: [
                "ending date", "end date", "to date", "date to", "expiry date", "expiration date",
                "expired date",
                "effective to", "valid until", "valid to date", "active to", "end date active",
                "valid through",
            ],
            .preferred: [
                "primary", "is primary", "is preferred", "default", "is default", "preferred number",
            ],
            .customerRevision: [
                "revision", "rev", "customer rev", "item revision", "customer item revision",
                "drawing revision", "drawing rev", "revision level", "rev level", "revision no",
            ],
        ],
        .stock: [
            .location: [
                "warehouse", "warehouse code", "location code", "site", "store", "bin", "storage location",
                "plant",
            ],
            .onHand: [
                "qty on hand", "quantity on hand", "stock", "stock qty", "stock quantity", "inventory", "qty",
                "quantity", "physical inventory", "in stock", "soh",
            ],
            .allocated: [
                "qty allocated", "reserved", "reserved qty", "reserved quantity", "committed",
                "qty committed",
                "quantity committed", "qty on sales order",
            ],
            .onOrder: [
                "qty on order", "quantity on order", "on purchase order", "qty on purchase order", "incoming",
                "ordered",
            ],
        ],
        .orders: [
            .orderDate: ["date", "date ordered", "order created", "document date", "doc date", "created at"],
            .requestedDate: [
                "requested delivery date", "delivery date", "required date", "due date", "ship date",
                "need by date",
                "date to be shipped", "promised date",
            ],
            .unit: ["customer unit"],
            .customerRevision: [
                "revision", "rev", "customer rev", "item revision", "customer item revision",
                "drawing revision", "drawing rev", "revision level", "rev level", "revision no",
            ],
            .orderNumber: ["document no", "document number", "doc no", "number"],
        ],
        .invoices: [
            .invoiceNumber: [
                "invoice", "invoice no", "invoice id", "inv no", "inv number", "document no",
                "document number",
                "doc no", "bill no", "number", "billing document",
            ],
            .kind: ["type", "document type", "doc type", "invoice type", "transaction type"],
            .invoiceDate: [
                "date", "inv date", "posting date", "document date", "doc date", "billing date",
                "date invoiced",
            ],
            .dueDate: ["payment due date", "due"],
            .terms: ["payment terms", "payment terms code", "payment term"],
            .creditsInvoice: [
                "credited invoice", "credited invoice no", "credited invoice number", "credits",
                "original invoice", "original invoice no", "original invoice number", "orig invoice no",
                "orig ref nbr", "applies to", "applies to doc no", "applies to invoice", "apply to",
                "reference invoice", "reference invoice no", "invoice reference", "ref invoice",
                "ref invoice no",
                "corrected invoice", "corrected invoice no", "return against", "reversal of",
                "reversed invoice",
                "preceding invoice", "preceding invoice reference", "preceding document",
                "reference document",
                "ursprungsrechnung", "rechnungsbezug",
            ],
            .allowanceAmount: [
                "allowance", "document discount", "document discount amount", "invoice discount",
                "invoice discount amount", "inv discount amount", "header discount", "header discount amount",
                "total discount", "total discount amount", "additional discount amount",
                "allowance total amount",
            ],
            .chargeAmount: [
                "charge", "charges", "charge total amount", "freight", "freight amount", "freight charge",
                "freight charges", "freight cost", "shipping", "shipping amount", "shipping charge",
                "shipping charges", "shipping cost", "shipping handling", "shipping and handling", "carriage",
                "delivery charge", "delivery charges", "surcharge", "total charges",
            ],
            .paidAmount: [
                "paid", "amount paid", "prepaid", "prepaid amount", "amount prepaid", "prepayment",
                "prepayment amount", "deposit", "deposit amount", "advance paid", "total advance",
                "payment received", "payments", "paid to date",
            ],
        ],
    ]
}

/// Comparing column headings.
enum Heading {
    /// A heading without what does not matter: case, blanks, `_`, `-`, `#`, points, and `*` in front.
    static func plain(_ heading: String) -> String {
        // Hundreds of known headings are made plain for every file, and nearly all others are of ASCII too.
        if heading.utf8.allSatisfy({ $0 < 0x80 }) { return plainASCII(heading.utf8) }
        var out = ""
        var isStart = true
        for character in heading.lowercased() {
            if character == "*", isStart { continue }
            if character.isWhitespace || character == "_" || character == "-" || character == "#"
                || character == "."
            {
                continue
            }
            isStart = false
            out.append(character)
        }
        return out
    }

    private static func plainASCII(_ heading: String.UTF8View) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(heading.count)
        for byte in heading {
            switch byte {
            case UInt8(ascii: "*") where out.isEmpty: continue
            case 0x09...0x0D, 0x20: continue
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "."): continue
            case 0x41...0x5A: out.append(byte | 0x20)
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
