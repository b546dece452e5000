import Commerce
import Diagnostics
import Notation

extension RowReading {
    /// Reads the item customer mapping; every row is kept, as the audit names what is wrong with it.
    mutating func readMappings(
        into data: inout ReferenceData, _ names: CustomerNames, wantsDescriptions: Bool,
        _ findings: inout Findings
    ) throws(Diagnostic) {
        data.mappings.source = source
        var customers = CleanColumn(.customerID, columns, file)
        var items = CleanColumn(.itemNumber, columns, file, places: 32_768)
        var numbers = MappingNumbers(columns, file)
        var units = CleanColumn(.customerUnit, columns, file)
        var revisions = CleanColumn(.customerRevision, columns, file)
        var factors = UnitFactors()
        let hasDescription = wantsDescriptions && columns.has(.customerItemDescription)
        while try next(&findings) {
            let record = reader.record
            let id = customers.read(record, &data.texts)
            let customer = id.isBlank ? self.customer(id, names, &data.texts) : id
            let item = items.read(record, &data.texts)
            require(item, .itemNumber)
            if numbers.read(record) == 0 { missing(.customerItemNumber) }
            var row = MappingRow(
                account: account(of: customer, &data.texts), item: item, number: .blank,
                line: UInt32(truncatingIfNeeded: reader.line))
            if hasDescription { row.description = text(.customerItemDescription, &data.texts) }
            row.unit = units.read(record, &data.texts)
            row.revision = revisions.read(record, &data.texts)
            row.unitFactor = factors.read(&self, &data)
            row.validFrom = day(.validFrom)?.number ?? .min
            row.validTo = day(.validTo)?.number ?? .max
            row.isPreferred = flag(.preferred, standard: false)
            row.isActive = flag(.active, standard: true)
            if settle(&findings) { numbers.append(row, &data) } else { numbers.drop() }
        }
        numbers.flush(&data)
    }

    private func account(of customer: TextID, _ texts: inout Texts) -> Account {
        if !customer.isBlank { return .customer(customer) }
        let group = text(.customerGroup, &texts)
        return group.isBlank ? .everyone : .group(group)
    }
}

/// The unit factors of a mapping file: few distinct texts, each read once.
private struct UnitFactors {
    private var places: [TextID: Int32] = [:]
    private var last = TextID.blank
    private var lastPlace: Int32 = 0

    /// The place of the row's factor; 0, the factor 1, where the field is blank.
    mutating func read(_ rows: inout RowReading, _ data: inout ReferenceData) -> Int32 {
        let column = rows.columns[.unitFactor]
        guard column >= 0 else { return 0 }
        let bytes = rows.reader.record[column]
        if data.texts.matches(last, bytes) { return lastPlace }
        let text = data.texts.intern(bytes)
        if let place = places[text] {
            (last, lastPlace) = (text, place)
            return place
        }
        guard let factor = rows.decimal(.unitFactor) else { return 0 }
        guard factor.signum > 0 else {
            rows.refuse(.unitFactor, "bad-unit-factor", "a unit factor must be greater than 0")
            return 0
        }
        let place = data.mappings.unitFactorIndex(factor)
        places[text] = place
        (last, lastPlace) = (text, place)
        return place
    }
}

/// Rows that wait for the ids of their numbers, which are found for many at a time: hardly any occurs twice.
private struct MappingNumbers {
    private let column: Int
    private let rules: CleanRules
    private var rows: [MappingRow] = []
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var ids: [TextID] = []

    private static let batch = 256

    init(_ columns: ColumnMap, _ file: DataFile) {
        column = columns[.customerItemNumber]
        rules = file.clean[.customerItemNumber] ?? CleanRules()
    }

    /// Takes a record's number, cleaned, and gives its length in bytes; ``append(_:_:)`` or ``drop()`` follows.
    @inline(__always)
    mutating func read(_ record: Record) -> Int {
        let start = bytes.count
        if rules.isEmpty {
            bytes.append(contentsOf: record[column])
        } else {
            bytes.append(contentsOf: rules.apply(record[column]))
        }
        return bytes.count - start
    }

    @inline(__always)
    mutating func append(_ row: MappingRow, _ data: inout ReferenceData) {
        rows.append(row)
        ends.append(bytes.count)
        if rows.count == Self.batch { flush(&data) }
    }

    mutating func drop() { bytes.removeLast(bytes.count - (ends.last ?? 0)) }

    /// Gives the waiting rows their numbers and puts them to the others.
    mutating func flush(_ data: inout ReferenceData) {
        data.texts.intern(bytes, ends: ends, into: &ids)
        for at in rows.indices {
            rows[at].number = ids[at]
            data.mappings.rows.append(rows[at])
        }
        rows.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        ids.removeAll(keepingCapacity: true)
    }
}
