import Commerce
import Diagnostics
import Notation

/// Writes a mapping row as the fields of a file: in its columns, with its words for yes and no, its dates and
/// its decimals.
struct MappingRowText {
    private let data: ReferenceData
    private let columns: ColumnMap
    private let file: DataFile
    private let names: CustomerNames
    private let width: Int
    private var yes: [Field: [UInt8]] = [:]
    private var no: [Field: [UInt8]] = [:]

    init(_ data: ReferenceData, _ columns: ColumnMap, _ file: DataFile, _ names: CustomerNames, width: Int) {
        self.data = data
        self.columns = columns
        self.file = file
        self.names = names
        self.width = width
    }

    /// Sees how the file writes yes and no.
    mutating func learn(_ record: Record) {
        for field in [Field.preferred, .active] where columns.has(field) {
            let bytes = record[columns[field]]
            guard !bytes.isEmpty, let value = FlagFormat.parse(bytes) else { continue }
            if value, yes[field] == nil { yes[field] = Array(bytes) }
            if !value, no[field] == nil { no[field] = Array(bytes) }
        }
    }

    /// What the plan says and the file has no column for.
    func missingColumns(_ plan: MappingPlan) -> [Diagnostic] {
        var missing: Set<Field> = []
        if !plan.endings.isEmpty { missing.insert(.validTo) }
        for row in plan.additions {
            if row.account.customerID != nil, !columns.has(.customerName) { missing.insert(.customerID) }
            if row.account.groupName != nil { missing.insert(.customerGroup) }
            if !row.unit.isBlank { missing.insert(.customerUnit) }
            if row.unitFactor != 0 { missing.insert(.unitFactor) }
            if row.validFrom != .min { missing.insert(.validFrom) }
            if row.validTo != .max { missing.insert(.validTo) }
            if row.isPreferred { missing.insert(.preferred) }
            if !row.revision.isBlank { missing.insert(.customerRevision) }
        }
        return sharedNames(plan)
            + Field.allCases.filter { missing.contains($0) && !columns.has($0) }.map { field in
                .error(
                    "missing-column",
                    "`\(file.name)` has no column `\(field.rawValue)`, which the change needs",
                    at: Position(file: file.name, line: 1),
                    hint: "add the column to the file, blank where it says nothing, and try again")
            }
    }

    /// Customers that a file which knows them by name only cannot tell apart.
    private func sharedNames(_ plan: MappingPlan) -> [Diagnostic] {
        guard !columns.has(.customerID) else { return [] }
        let shared = Set(plan.additions.compactMap(\.account.customerID)).filter { id in
            data.customers[id].flatMap { names.id(of: $0.name) } != id
        }
        return shared.sorted { data.texts.precedes($0, $1) }.map { id in
            .error(
                "shared-customer-name",
                "`\(file.name)` names customers, and the name of `\(data.texts.string(id))` is not its alone",
                at: Position(file: file.name), hint: "add a column `customer_id` to the file")
        }
    }

    func text(_ day: Day) -> [UInt8] { Array(file.dates.text(day).utf8) }

    func fields(_ row: MappingRow) -> [[UInt8]] {
        var fields = [[UInt8]](repeating: [], count: width)
        func set(_ field: Field, _ text: [UInt8]) {
            if columns.has(field) { fields[columns[field]] = text }
        }
        func set(_ field: Field, _ id: TextID) {
            var text: [UInt8] = []
            data.texts.append(id, to: &text)
            set(field, text)
        }
        if let id = row.account.customerID {
            set(.customerID, id)
            if let name = data.customers[id]?.name { set(.customerName, name) }
        }
        if let group = row.account.groupName { set(.customerGroup, group) }
        set(.itemNumber, row.item)
        set(.customerItemNumber, row.number)
        set(.customerItemDescription, row.description)
        set(.customerUnit, row.unit)
        set(.customerRevision, row.revision)
        if row.unitFactor != 0 { set(.unitFactor, decimal(data.mappings.unitFactors[Int(row.unitFactor)])) }
        if row.validFrom != .min { set(.validFrom, text(Day(number: row.validFrom))) }
        if row.validTo != .max { set(.validTo, text(Day(number: row.validTo))) }
        set(.preferred, row.isPreferred ? yes[.preferred] ?? Array("true".utf8) : no[.preferred] ?? [])
        set(.active, row.isActive ? yes[.active] ?? [] : no[.active] ?? Array("false".utf8))
        return fields
    }

    private func decimal(_ value: ExactDecimal) -> [UInt8] {
        var out: [UInt8] = []
        value.append(to: &out)
        return file.decimals.decimalComma ? out.map { $0 == 0x2E ? 0x2C : $0 } : out
    }
}
