import Commerce
import Diagnostics

/// Whose document each number is, to find numbers used for two customers and customers nobody knows.
struct DocumentOwners {
    private let noun: String
    /// The first customer of each document by ``TextID/index`` of its number, -1 for none yet.
    private var owners: [Int32] = []
    private var reported: Set<TextID> = []
    private var unknown: Set<TextID> = []

    init(noun: String) {
        self.noun = noun
    }

    /// The customer of a document's first line that names one; nil for a number that no line had.
    func owner(of number: TextID) -> TextID? {
        guard number.index < owners.count, owners[number.index] >= 0 else { return nil }
        return TextID(rawValue: owners[number.index])
    }

    /// Whether a document is known to be the customer's; also where there is no customer.
    @inline(__always)
    func isOwner(_ customer: TextID, of number: TextID) -> Bool {
        customer.isBlank || number.index < owners.count && owners[number.index] == customer.rawValue
    }

    /// Notes whose document a number is, where that needs no word; false where ``check(_:_:_:_:_:)`` finds some.
    mutating func takes(_ number: TextID, _ customer: TextID, _ customers: Register<Customer>) -> Bool {
        if isOwner(customer, of: number) { return true }
        guard owner(of: number) == nil, unknown.contains(customer) || customers.contains(customer) else {
            return false
        }
        claim(number, customer)
        return true
    }

    /// Makes a document the customer's, unless it is another's.
    mutating func claim(_ number: TextID, _ customer: TextID) {
        makeRoom(number)
        if owners[number.index] < 0 { owners[number.index] = customer.rawValue }
    }

    private mutating func makeRoom(_ number: TextID) {
        guard number.index >= owners.count else { return }
        owners.append(
            contentsOf: repeatElement(-1, count: max(number.index + 1, owners.count * 2) - owners.count))
    }

    @inline(__always)
    mutating func check(
        _ number: TextID, _ customer: TextID, _ rows: RowReading, _ data: ReferenceData,
        _ findings: inout Findings
    ) {
        if customer.isBlank { return }
        makeRoom(number)
        let owner = owners[number.index]
        if owner == customer.rawValue { return }
        settle(number, customer, rows, data, &findings)
    }

    private mutating func settle(
        _ number: TextID, _ customer: TextID, _ rows: RowReading, _ data: ReferenceData,
        _ findings: inout Findings
    ) {
        let owner = owners[number.index]
        if !data.customers.contains(customer), unknown.insert(customer).inserted {
            findings.add(
                rows.finding(
                    .warning, "unknown-customer",
                    "customer `\(data.texts.string(customer))` is not among the customers",
                    at: rows.columns.has(.customerID) ? .customerID : .customerName,
                    hint: "its lines are kept and used; add it to the customers file"))
        }
        guard owner >= 0 else {
            owners[number.index] = customer.rawValue
            return
        }
        guard reported.insert(number).inserted else { return }
        findings.add(
            rows.finding(
                .error, "shared-document-number",
                "\(noun) `\(data.texts.string(number))` is used for two customers, "
                    + "`\(data.texts.string(TextID(rawValue: owner)))` and `\(data.texts.string(customer))`",
                at: rows.columns.has(.customerID) ? .customerID : .customerName,
                hint: "no document is made of it; its lines count for the customer each names"))
    }
}
