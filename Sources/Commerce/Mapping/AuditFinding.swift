package import Diagnostics

/// What can be wrong with mappings (rules.md 4), in the order of the report.
package enum AuditKind: UInt8, Sendable, Hashable, CaseIterable {
    case duplicateRow, conflict, nearDuplicate, severalPreferred, overlap, neverValid
    case unknownItem, unknownCustomer, inactiveItem, inactiveCustomer
    case shadowsItem, shadowsGTIN, parentCycle, badGTIN, expiresSoon, expiredInUse, unused

    /// The word every report and JSON prints.
    package var name: String {
        switch self {
        case .duplicateRow: "duplicate_row"
        case .conflict: "conflict"
        case .nearDuplicate: "near_duplicate"
        case .severalPreferred: "several_preferred"
        case .overlap: "overlap"
        case .neverValid: "never_valid"
        case .unknownItem: "unknown_item"
        case .unknownCustomer: "unknown_customer"
        case .inactiveItem: "inactive_item"
        case .inactiveCustomer: "inactive_customer"
        case .shadowsItem: "shadows_item"
        case .shadowsGTIN: "shadows_gtin"
        case .parentCycle: "parent_cycle"
        case .badGTIN: "bad_gtin"
        case .expiresSoon: "expires_soon"
        case .expiredInUse: "expired_in_use"
        case .unused: "unused"
        }
    }

    /// The same for people.
    package var words: String { name.replacing("_", with: " ").replacing("gtin", with: "GTIN") }

    package var severity: Diagnostic.Severity {
        switch self {
        case .conflict, .parentCycle: .error
        case .duplicateRow, .nearDuplicate, .severalPreferred, .overlap, .neverValid, .unknownItem,
            .unknownCustomer, .shadowsItem, .shadowsGTIN, .badGTIN, .expiredInUse:
            .warning
        case .inactiveItem, .inactiveCustomer, .expiresSoon, .unused: .note
        }
    }

    /// What to do about it.
    package var advice: String {
        switch self {
        case .duplicateRow: "delete all but one of the rows"
        case .conflict: "end the row that no longer holds, or ask the customer which item it means"
        case .nearDuplicate:
            "make sure that both numbers are right; a typing error in one gives the other's item"
        case .severalPreferred: "leave `preferred` on the one row whose number is to be printed"
        case .overlap: "end the older row the day before the newer one starts, or mark one as preferred"
        case .neverValid: "mend `valid_from` or `valid_to`: the row never applies"
        case .unknownItem: "mend the item number, or add the item"
        case .unknownCustomer: "mend the customer id, or add the customer"
        case .inactiveItem: "end the rows, or map the number to the item's successor"
        case .inactiveCustomer: "end the rows"
        case .shadowsItem: "nothing, if the customer means it so: their number is looked up before ours"
        case .shadowsGTIN: "nothing, if the customer means it so: their number is looked up before GTINs"
        case .parentCycle: "take one of the parents out"
        case .badGTIN: "mend the GTIN"
        case .expiresSoon: "ask the customer what follows"
        case .expiredInUse: "ask the customer for the new number, or extend `valid_to`"
        case .unused: "nothing, or end the rows"
        }
    }
}

/// One thing the audit found, with every row it concerns.
package struct AuditFinding: Sendable, Hashable {
    package var kind: AuditKind
    /// The same for the same fault in every run: kind, whose, and which number or item.
    package var id: String
    package var severity: Diagnostic.Severity
    /// Indices into ``MappingTable/rows``, in the order of the file. Of a duplicate the first is the one kept.
    package var rows: [Int32]
    /// Customers without rows of their own in the finding: the circle of a parent cycle, in order.
    package var customers: [TextID]
    /// Items whose own record is at fault: bad GTINs.
    package var items: [TextID]
    package var detail: String

    init(
        _ kind: AuditKind, id: String, rows: [Int32] = [], customers: [TextID] = [], items: [TextID] = [],
        severity: Diagnostic.Severity? = nil, detail: String
    ) {
        self.kind = kind
        self.id = "\(kind.name):\(id)"
        self.severity = severity ?? kind.severity
        self.rows = rows
        self.customers = customers
        self.items = items
        self.detail = detail
    }
}
