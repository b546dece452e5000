/// What an invoice line's document is (rules.md 1).
package enum DocumentKind: UInt8, Sendable, Hashable, CaseIterable {
    case invoice, creditNote, adjustment

    /// As the `kind` column and the project file spell it.
    package var name: String {
        switch self {
        case .invoice: "invoice"
        case .creditNote: "credit_note"
        case .adjustment: "adjustment"
        }
    }
}
