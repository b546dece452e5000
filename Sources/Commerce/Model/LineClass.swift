/// What an invoice line counts as (rules.md 5). Only sales and credits take part in mapping figures.
package enum LineClass: UInt8, Sendable, Hashable, CaseIterable {
    case adjustment, noCustomer, nonItem, credit, sale

    package var name: String {
        switch self {
        case .adjustment: "adjustment"
        case .noCustomer: "no_customer"
        case .nonItem: "non_item"
        case .credit: "credit"
        case .sale: "sale"
        }
    }

    /// The first that fits, in the order of rules.md 5.
    @inlinable
    package init(kind: DocumentKind, hasCustomer: Bool, isItem: Bool) {
        if kind == .adjustment {
            self = .adjustment
        } else if !hasCustomer {
            self = .noCustomer
        } else if !isItem {
            self = .nonItem
        } else {
            self = kind == .creditNote ? .credit : .sale
        }
    }
}
