/// What sales can be reported by (rules.md 6).
package enum SalesKey: String, Sendable, Hashable, CaseIterable {
    case month, customer, item, category, country

    /// The default of the sales report.
    package static let standard: Set<SalesKey> = [.month, .customer, .item]
}
