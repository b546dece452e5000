/// The accounts of each parent, for numbers that one of them has and another lacks.
struct AccountFamilies: Sendable {
    /// By parent, in the order of the customer file.
    private var children: [TextID: [TextID]] = [:]

    /// So many are looked at: a chain of a thousand shops has its numbers at its parent.
    private static let most = 50

    init(_ data: ReferenceData) {
        for customer in data.customers.records where !customer.parentID.isBlank && customer.active {
            children[customer.parentID, default: []].append(customer.id)
        }
    }

    /// The other accounts of a customer's parent, and those whose parent it is.
    func relatives(of customer: TextID, _ scope: ReportScope) -> [TextID] {
        if children.isEmpty { return [] }
        let customers = scope.data.customers
        let parent = customers.index(of: customer).map { customers.records[$0].parentID } ?? .blank
        let near = parent.isBlank ? [] : children[parent] ?? []
        let below = children[customer] ?? []
        if below.isEmpty, near.isEmpty || near == [customer] { return [] }
        return Array((near + below).lazy.filter { $0 != customer }.prefix(Self.most))
    }
}
