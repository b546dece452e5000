package import Commerce

/// Finds a customer by its name, for files that name customers instead of numbering them.
package struct CustomerNames: Sendable {
    /// By ``TextID/index`` of the name: the customer's id, blank for none, or ``ambiguous``.
    private var ids: [TextID: TextID] = [:]
    private var shared: Set<TextID> = []

    package init(_ customers: Register<Customer>) {
        for customer in customers.records where !customer.name.isBlank {
            if let other = ids[customer.name], other != customer.id { shared.insert(customer.name) }
            ids[customer.name] = ids[customer.name] ?? customer.id
        }
    }

    /// The only customer of a name; nil for none, or for several.
    package func id(of name: TextID) -> TextID? { shared.contains(name) ? nil : ids[name] }

    /// Whether several customers have the name.
    package func isShared(_ name: TextID) -> Bool { shared.contains(name) }
}
