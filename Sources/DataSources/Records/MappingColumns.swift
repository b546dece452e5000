import Commerce
import Diagnostics
import Notation

/// The columns of a mapping file, read a block of records at a time.
///
/// What most rows are like is read here; a row with anything else in it is left to ``RowReading``, field by field.
struct MappingColumns {
    private(set) var customers: [TextID] = []
    private(set) var items: [TextID] = []
    private(set) var units: [TextID] = []
    private(set) var revisions: [TextID] = []
    var factors = UnitFactors()

    private var customerColumn: CleanColumn
    private var itemColumn: CleanColumn
    private var unitColumn: CleanColumn
    private var revisionColumn: CleanColumn
    private let numberColumn: Int
    private let numberRules: CleanRules
    private let factorColumn: Int
    private let fromColumn: Int
    private let toColumn: Int
    private let preferredColumn: Int
    private let activeColumn: Int
    /// -1 where descriptions are not wanted.
    private let descriptionColumn: Int

    // The rows of the block that hold, and where each stands in it.
    private var rows: [MappingRow] = []
    private var places: [Int] = []
    private var ids: [TextID] = []

    init(_ columns: ColumnMap, _ file: DataFile, wantsDescriptions: Bool) {
        customerColumn = CleanColumn(.customerID, columns, file)
        itemColumn = CleanColumn(.itemNumber, columns, file)
        unitColumn = CleanColumn(.customerUnit, columns, file)
        revisionColumn = CleanColumn(.customerRevision, columns, file)
        numberColumn = columns[.customerItemNumber]
        numberRules = file.clean[.customerItemNumber] ?? CleanRules()
        factorColumn = columns[.unitFactor]
        fromColumn = columns[.validFrom]
        toColumn = columns[.validTo]
        preferredColumn = columns[.preferred]
        activeColumn = columns[.active]
        descriptionColumn = wantsDescriptions ? columns[.customerItemDescription] : -1
    }

    mutating func columns(_ block: RecordBlock, _ texts: inout Texts) {
        customerColumn.read(block, &texts, into: &customers)
        itemColumn.read(block, &texts, into: &items)
        unitColumn.read(block, &texts, into: &units)
        revisionColumn.read(block, &texts, into: &revisions)
    }

    /// The cleaned number of a row.
    func number(_ row: Int, _ block: RecordBlock) -> [UInt8] {
        numberRules.isEmpty ? Array(block[row, numberColumn]) : numberRules.apply(block[row, numberColumn])
    }

    /// A row without its number and description; nil where something in it needs a closer look.
    @inline(__always)
    mutating func row(_ at: Int, _ block: RecordBlock, _ file: DataFile) -> MappingRow? {
        let (customer, item) = (customers[at], items[at])
        guard !customer.isBlank, !item.isBlank, !block[at, numberColumn].isEmpty, numberRules.isEmpty,
            let factor = factors.known(block[at, factorColumn])
        else { return nil }
        var row = MappingRow(
            account: .customer(customer), item: item, number: .blank, unit: units[at],
            revision: revisions[at],
            unitFactor: factor, line: UInt32(truncatingIfNeeded: block.line &+ at))
        let (from, to) = (block[at, fromColumn], block[at, toColumn])
        if !from.isEmpty {
            guard let day = file.dates.parse(from) else { return nil }
            row.validFrom = day.number
        }
        if !to.isEmpty {
            guard let day = file.dates.parse(to) else { return nil }
            row.validTo = day.number
        }
        let (preferred, active) = (block[at, preferredColumn], block[at, activeColumn])
        if !preferred.isEmpty {
            guard let flag = FlagFormat.parse(preferred) else { return nil }
            row.isPreferred = flag
        }
        if !active.isEmpty {
            guard let flag = FlagFormat.parse(active) else { return nil }
            row.isActive = flag
        }
        return row
    }

    @inline(__always)
    mutating func take(_ row: MappingRow, _ place: Int) {
        rows.append(row)
        places.append(place)
    }

    /// Gives the rows of the block their numbers and descriptions, and puts them to the others.
    mutating func flush(_ block: RecordBlock, _ data: inout ReferenceData) {
        ids.removeAll(keepingCapacity: true)
        if numberRules.isEmpty {
            let (places, column) = (places, numberColumn)
            data.texts.intern(places.count, { block[places[$0], column] }, into: &ids)
        } else {
            for place in places { ids.append(data.texts.intern(number(place, block))) }
        }
        for at in rows.indices {
            rows[at].number = ids[at]
            if descriptionColumn >= 0 {
                rows[at].description = data.texts.intern(block[places[at], descriptionColumn])
            }
            data.mappings.rows.append(rows[at])
        }
        rows.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }
}

/// The unit factors of a mapping file: few distinct texts, each read once.
struct UnitFactors {
    private var places: [TextID: Int32] = [:]
    /// The texts read, a few of them, the last one first.
    private var recent: [(text: ShortText, place: Int32)] = []
    private static let mostRecent = 8

    /// The place of a factor that was met lately; 0, the factor 1, where the field is blank.
    @inline(__always)
    func known(_ bytes: UnsafeRawBufferPointer) -> Int32? {
        if bytes.isEmpty { return 0 }
        guard let text = ShortText(bytes) else { return nil }
        for known in recent where known.text == text { return known.place }
        return nil
    }

    /// The place of the row's factor; 0, the factor 1, where the field is blank.
    mutating func read(_ rows: inout RowReading, _ data: inout ReferenceData) -> Int32 {
        let column = rows.columns[.unitFactor]
        guard column >= 0 else { return 0 }
        let bytes = rows.reader.record[column]
        let text = data.texts.intern(bytes)
        let place: Int32
        if let known = places[text] {
            place = known
        } else {
            guard let factor = rows.decimal(.unitFactor) else { return 0 }
            guard factor.signum > 0 else {
                rows.refuse(.unitFactor, "bad-unit-factor", "a unit factor must be greater than 0")
                return 0
            }
            place = data.mappings.unitFactorIndex(factor)
            places[text] = place
        }
        keep(bytes, place)
        return place
    }

    private mutating func keep(_ bytes: UnsafeRawBufferPointer, _ place: Int32) {
        guard let text = ShortText(bytes), !recent.contains(where: { $0.text == text }) else { return }
        if recent.count == Self.mostRecent { recent.removeLast() }
        recent.insert((text, place), at: 0)
    }
}
