/// What a rendered document is. Adjustments are not rendered, so they have no kind here (rules.md 5).
package enum TradeKind: UInt8, Sendable, Hashable, CaseIterable {
    case invoice, creditNote, order, packingSlip

    /// As commands, folders and templates spell it.
    package var name: String {
        switch self {
        case .invoice: "invoice"
        case .creditNote: "credit-note"
        case .order: "order"
        case .packingSlip: "packing-slip"
        }
    }

    /// Whether it is made of an order's lines; the others are made of invoice lines.
    package var isOfOrders: Bool { self == .order || self == .packingSlip }

    /// Whether it states what things cost.
    package var showsPrices: Bool { self != .packingSlip }

    /// As people read it.
    package var words: String { name.replacing("-", with: " ") }

    /// Nil for kinds that are never rendered.
    package init?(_ kind: DocumentKind) {
        switch kind {
        case .invoice: self = .invoice
        case .creditNote: self = .creditNote
        case .adjustment: return nil
        }
    }
}
