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
        // Hardly any number occurs twice, so there is nothing to remember.
        var numbers = CleanColumn(.customerItemNumber, columns, file, places: 1)
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
            let number = numbers.read(record, &data.texts)
            require(number, .customerItemNumber)
            var row = MappingRow(
                account: account(of: customer, &data.texts), item: item, number: number,
                line: UInt32(truncatingIfNeeded: reader.line))
            if hasDescription { row.description = text(.customerItemDescription, &data.texts) }
            row.unit = units.read(record, &data.texts)
            row.revision = revisions.read(record, &data.texts)
            row.unitFactor = factors.read(&self, &data)
            row.validFrom = day(.validFrom)?.number ?? .min
            row.validTo = day(.validTo)?.number ?? .max
            row.isPreferred = flag(.preferred, standard: false)
            row.isActive = flag(.active, standard: true)
            if settle(&findings) { data.mappings.rows.append(row) }
        }
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
