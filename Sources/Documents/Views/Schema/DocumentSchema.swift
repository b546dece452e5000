package import Commerce
package import Liquid

/// The published description of what templates are rendered with. ``DocumentView`` makes data of it, the linter
/// holds templates against it, `counterpart template schema` prints it, and `Templates/README.md` lists it.
package enum DocumentSchema {
    /// The data of a kind of document.
    package static func of(_ kind: TradeKind) -> DataSchema {
        DataSchema(
            name: kind.name, title: "Data of a template for the kind \(kind.name)", fields: roots(kind))
    }

    /// The data of `page.html.liquid`: a document's, and the page that its Markdown became.
    package static let page = DataSchema(
        name: "page", title: "Data of the page around a Markdown document",
        fields: roots(nil) + [
            DataField("title", .text, "title and number of the document"),
            DataField("content", .text, "the document in HTML, printed as it is"),
        ])

    /// What is known of a partial that is looked at by itself: what it is handed usually has these names.
    package static let partial = DataSchema(
        name: "partial", title: "Data of a partial",
        fields: roots(nil) + [
            DataField("line", .object(LineSchema.line(nil)), "one of `document.lines`"),
            DataField("tax", .object(PartySchema.tax), "one of `document.taxes`"),
        ], isOpen: true)

    /// All schemas that have a name to ask for.
    package static let published: [DataSchema] =
        TradeKind.documents.map { of($0) } + [page, numbers, OrderPrinterSchema.schema]

    /// What templates of documents are held against: one template may be for several kinds, and a part of one
    /// often is, so it may ask for what only one of them has.
    static let anyKind = DataSchema(name: "document", title: "Data of a document", fields: roots(nil))

    /// A kind of value that only some kinds of document have; the others have nil.
    static func only(_ owners: TradeKind..., for kind: TradeKind?, _ type: DataType) -> DataType {
        kind.map(owners.contains) ?? true ? type : .nothing
    }

    /// A value of documents that show prices.
    static func price(_ kind: TradeKind?, _ type: DataType) -> DataType {
        kind?.showsPrices ?? true ? type : .nothing
    }

    /// The variables of a document; of any kind where none is given.
    static func roots(_ kind: TradeKind?) -> [DataField] {
        [
            DataField("document", .object(document(kind)), "the document itself"),
            DataField("customer", .object(PartySchema.party), "whom it is for"),
            DataField(
                "ship_to", .object(PartySchema.party), "where it goes, if that is another account",
                isOptional: true),
            DataField("seller", .object(PartySchema.seller), "whose document it is"),
        ]
    }

    static func document(_ kind: TradeKind?) -> DataObject {
        DataObject(
            name: "document", meaning: "the document itself",
            fields: head(kind) + amounts(kind) + [
                DataField(
                    "lines", .list(.object(LineSchema.line(kind))), "its lines, in the order of the data"),
                DataField(
                    "taxes", .list(.object(PartySchema.tax)),
                    "one entry a category and rate; empty where the project states no tax"),
                DataField("notes", .list(.text), "printed on every document, from the project file"),
                shownLineCount,
            ])
    }

    static let shownLineCount = DataField(
        "shown_line_count", .integer, "mails: how many lines their page shows, so that Gmail does not cut it",
        isOptional: true)

    private static func head(_ kind: TradeKind?) -> [DataField] {
        let kinds = kind.map { [$0] } ?? TradeKind.documents
        return [
            DataField("kind", .choice(kinds.map(\.name)), "what it is"),
            DataField("title", .text, "what stands over it, in its language: `Invoice`, `Rechnung`"),
            DataField("number", .text, "its number, as in the data"),
            DataField("date", .day, "its day"),
            DataField("due_date", .day, "when it is to be paid", isOptional: true),
            DataField(
                "order_number", .text, "the order behind it; an order's own number", isOptional: true),
            DataField("po_number", .text, "the customer's purchase order", isOptional: true),
            DataField("terms", .text, "terms of payment", isOptional: true),
            DataField(
                "requested_date", only(.order, .packingSlip, for: kind, .day),
                "orders: when the customer wants it",
                isOptional: true),
            DataField("currency", .text, "ISO 4217"),
            DataField(
                "number_display", .choice(NumberDisplay.allCases.map(\.rawValue)),
                "which item numbers to show"),
            DataField(
                "credits", only(.creditNote, for: kind, .text),
                "credit notes: the number of the invoice that is credited; of several, with commas",
                isOptional: true),
            DataField("language", .text, "of its labels, a tag of BCP 47: `en`, `de`, `zh-Hans`"),
            DataField("direction", .choice(["ltr", "rtl"]), "how its language is written: `dir` of a page"),
            DataField("currency_digits", .integer, "decimals of the currency: 0 of JPY, 2 of EUR, 3 of KWD"),
        ]
    }

    /// An amount of the whole document, nil on packing slips.
    private static func amount(_ name: String, _ kind: TradeKind?, _ meaning: String) -> DataField {
        DataField(
            name, price(kind, .decimal), meaning, isOptional: !(kind?.showsPrices ?? false))
    }

    private static func amounts(_ kind: TradeKind?) -> [DataField] {
        [
            amount("line_total", kind, "sum of the lines; positive on a credit note, as all amounts"),
            amount("allowance", kind, "what is taken off the whole document"),
            amount("charge", kind, "what is added to it, as freight"),
            amount("net", kind, "`line_total` less `allowance`, and `charge`"),
            amount("tax", kind, "sum of `taxes`"),
            amount("total", kind, "net and tax"),
            amount("paid", kind, "what was paid already"),
            amount("due", kind, "what is left to pay"),
            DataField(
                "quantity", .decimal, "of all lines with an item; nil on orders, whose units differ",
                isOptional: true),
            DataField("line_count", .integer, "how many lines there are"),
            DataField("unmapped_count", .integer, "lines without a customer item number, or not identified"),
            DataField("non_item_count", .integer, "lines for postage, services and the like"),
        ]
    }
}

/// The schema of a line.
enum LineSchema {
    static func line(_ kind: TradeKind?) -> DataObject {
        DataObject(
            name: "line", meaning: "a line of a document",
            fields: numbers(kind) + amounts(kind) + [
                DataField(
                    "tax_category", DocumentSchema.price(kind, .text), "EN 16931: S, Z, E, AE, …",
                    isOptional: true),
                DataField("tax_rate", DocumentSchema.price(kind, .decimal), "percent", isOptional: true),
                DataField(
                    "ordered_number", DocumentSchema.only(.order, .packingSlip, for: kind, .text),
                    "orders: what the customer wrote", isOptional: true),
                DataField(
                    "pieces", DocumentSchema.only(.order, .packingSlip, for: kind, .decimal),
                    "orders: the quantity in our unit, where the line was resolved",
                    isOptional: true),
                DataField(
                    "pieces_unit", DocumentSchema.only(.order, .packingSlip, for: kind, .text),
                    "orders: our unit",
                    isOptional: true),
                DataField(
                    "location", DocumentSchema.only(.packingSlip, for: kind, .text),
                    "packing slips: where most of the item is available, by the stock file",
                    isOptional: true),
                DataField("mapping_source", .text, "the mapping file whose row answered", isOptional: true),
                DataField("mapping_line", .integer, "the line of that row", isOptional: true),
                DataField(
                    "explanation", .text,
                    "with `render --explain`: the row, its level and days, and what lost, in a sentence",
                    isOptional: true),
            ] + history(kind))
    }

    /// Prices in the other unit, revisions, and what took the place of what.
    private static func history(_ kind: TradeKind?) -> [DataField] {
        [
            DataField(
                "customer_unit_price", DocumentSchema.only(.invoice, .creditNote, for: kind, .decimal),
                "invoices: the price of one customer unit, where that differs", isOptional: true),
            DataField(
                "price_per_piece", DocumentSchema.only(.order, for: kind, .decimal),
                "orders: the price of one of our units, to 6 decimals, where the line was resolved",
                isOptional: true),
            DataField(
                "customer_revision", .text, "the revision that the customer's number stands for",
                isOptional: true),
            DataField(
                "ordered_revision", DocumentSchema.only(.order, .packingSlip, for: kind, .text),
                "orders: the revision that the customer wrote", isOptional: true),
            DataField("revision_differs", .boolean, "whether these two are not the same"),
            DataField(
                "superseded_by", .text, "our item that took the place of this one", isOptional: true),
            DataField(
                "successor_item_number", DocumentSchema.only(.order, .packingSlip, for: kind, .text),
                "orders, of a number that is out of date: our item that it means now", isOptional: true),
            DataField(
                "successor_customer_item_number", DocumentSchema.only(.order, .packingSlip, for: kind, .text),
                "orders: the customer's number for that", isOptional: true),
        ]
    }

    /// How a line of an order is understood, and how one of an invoice is printed.
    private static func statuses(_ kind: TradeKind?) -> [String] {
        let onInvoice: [TradeStatus] = [.mapped, .missing, .expired, .notYetValid, .inactive, .nonItem]
        let onOrder: [TradeStatus] = [
            .exact, .normalized, .ownNumber, .gtin, .ambiguous, .conflict, .unknown, .expired, .notYetValid,
            .inactive,
        ]
        switch kind {
        case .order, .packingSlip: return onOrder.map(\.name)
        case .invoice, .creditNote: return onInvoice.map(\.name)
        case nil, .numbers: return TradeStatus.allCases.map(\.name)
        }
    }

    private static func numbers(_ kind: TradeKind?) -> [DataField] {
        [
            DataField(
                "line_number", .any,
                "as in the data, a text; the line's place, a number, where the data has none"),
            DataField(
                "item_number", .text, "ours; nil on an order line that could not be told", isOptional: true),
            DataField(
                "customer_item_number", .text,
                "theirs, to print; nil when unmapped; on an order line that could not be told, what the customer "
                    + "wrote in that column",
                isOptional: true),
            DataField("status", .choice(statuses(kind)), "how the number was found, or why not"),
            DataField(
                "via", .choice(Level.allCases.map(\.name)), "the level of the mapping that answered",
                isOptional: true),
            DataField("reason", .text, "why there is no number, in words", isOptional: true),
            DataField("description", .text, "ours", isOptional: true),
            DataField("customer_item_description", .text, "theirs", isOptional: true),
        ]
    }

    private static func amounts(_ kind: TradeKind?) -> [DataField] {
        [
            DataField("quantity", .decimal, "in `unit`: quantity x price, less discount, is net"),
            DataField("unit", .text, "of quantity and price; on orders the customer's", isOptional: true),
            DataField(
                "customer_quantity", .decimal,
                "invoices: the quantity in the customer's unit, where that differs",
                isOptional: true),
            DataField(
                "customer_unit", .text, "invoices: the customer's unit, where that differs", isOptional: true),
            DataField("unit_factor", .decimal, "how many of our units one of theirs holds"),
            DataField(
                "unit_price", DocumentSchema.price(kind, .decimal),
                "of one `unit`; nil where an order states none", isOptional: true),
            DataField("discount_pct", DocumentSchema.price(kind, .decimal), "percent", isOptional: true),
            DataField(
                "net", DocumentSchema.price(kind, .decimal),
                "rounded to the currency; nil where an order states no price", isOptional: true),
        ]
    }
}
