import Commerce
import Diagnostics

/// Whose document each number is, to find numbers used for two customers and customers nobody knows.
struct DocumentOwners {
    private let noun: String
    /// The first customer of each document, by its number.
    private var owners = LateTable(none: -1)
    private var reported: Set<TextID> = []
    private var unknown: Set<TextID> = []

    init(noun: String) {
        self.noun = noun
    }

    /// The customer of a document's first line that names one; nil for a number that no line had.
    func owner(of number: TextID) -> TextID? {
        owners[number] < 0 ? nil : TextID(rawValue: owners[number])
    }

    /// Whether a document is known to be the customer's; also where there is no customer.
    @inline(__always)
    func isOwner(_ customer: TextID, of number: TextID) -> Bool {
        customer.isBlank || owners[number] == customer.rawValue
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
        if owners[number] < 0 { owners.set(customer.rawValue, of: number) }
    }

    @inline(__always)
    mutating func check(
        _ number: TextID, _ customer: TextID, _ rows: RowReading, _ data: ReferenceData,
        _ findings: inout Findings
    ) {
        if isOwner(customer, of: number) { return }
        settle(number, customer, rows, data, &findings)
    }

    private mutating func settle(
        _ number: TextID, _ customer: TextID, _ rows: RowReading, _ data: ReferenceData,
        _ findings: inout Findings
    ) {
        let owner = owners[number]
        if !data.customers.contains(customer), unknown.insert(customer).inserted {
            findings.add(
                rows.finding(
                    .warning, "unknown-customer",
                    "customer `\(data.texts.string(customer))` is not among the customers",
                    at: rows.columns.has(.customerID) ? .customerID : .customerName,
                    hint: "its lines are kept and used; add it to the customers file"))
        }
        guard owner >= 0 else {
            owners.set(customer.rawValue, of: number)
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
