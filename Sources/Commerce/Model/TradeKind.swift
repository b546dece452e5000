/// What a rendered document is. Adjustments are not rendered, so they have no kind here (rules.md 5).
package enum TradeKind: UInt8, Sendable, Hashable, CaseIterable {
    case invoice, creditNote, order, packingSlip
    /// The sheet of a customer's numbers: of no lines of the data, but of mappings and of what was bought.
    case numbers

    /// The kinds that are documents of the data.
    package static let documents = allCases.filter { $0 != .numbers }

    /// As commands, folders and templates spell it.
    package var name: String {
        switch self {
        case .invoice: "invoice"
        case .creditNote: "credit-note"
        case .order: "order"
        case .packingSlip: "packing-slip"
        case .numbers: "numbers"
        }
    }

    package var isOfInvoices: Bool { self == .invoice || self == .creditNote }

    /// Whether it is made of an order's lines.
    package var isOfOrders: Bool { self == .order || self == .packingSlip }

    /// Whether it states what things cost.
    package var showsPrices: Bool { self != .packingSlip && self != .numbers }

    /// As people read it.
    package var words: String { self == .numbers ? "sheet" : name.replacing("-", with: " ") + " document" }

    /// Nil for kinds that are never rendered.
    package init?(_ kind: DocumentKind) {
        switch kind {
        case .invoice: self = .invoice
        case .creditNote: self = .creditNote
        case .adjustment: return nil
        }
    }
}
