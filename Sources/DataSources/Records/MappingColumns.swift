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

    /// Rows that are like most.
    private var plain: PlainRows<PlainMapping>
    /// Of the texts, in the order of ``plainTexts``.
    private var texts: [CleanColumn]
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
    private var descriptions: [TextID] = []
    /// The numbers of a share of the file; nil where they get their ids at once.
    private var gathered: GatheredTexts?

    /// - Parameter width: How many columns the file has, where it may have plain rows.
    init(_ columns: ColumnMap, _ file: DataFile, width: Int?, wantsDescriptions: Bool) {
        numberRules = file.clean[.customerItemNumber] ?? CleanRules()
        texts = Self.plainTexts.map { CleanColumn($0.field, columns, file) }
        plain = PlainRows(
            Self.plainColumns(
                columns, width: width ?? 0, cleansNumbers: !numberRules.isEmpty,
                wantsDescriptions: wantsDescriptions), file, needsCustomer: true)
        numberColumn = columns[.customerItemNumber]
        factorColumn = columns[.unitFactor]
        fromColumn = columns[.validFrom]
        toColumn = columns[.validTo]
        preferredColumn = columns[.preferred]
        activeColumn = columns[.active]
        descriptionColumn = wantsDescriptions ? columns[.customerItemDescription] : -1
    }

    /// The columns of texts, and where in a plain row their ids go.
    private static var plainTexts: [(field: Field, target: Int)] {
        [
            (.customerID, PlainMapping.offset(\.customer)), (.itemNumber, PlainMapping.offset(\.item)),
            (.customerUnit, PlainMapping.offset(\.unit)),
            (.customerRevision, PlainMapping.offset(\.revision)),
            // A number that is to be cleaned; else where it stands is noted, and many are looked for at once.
            (.customerItemNumber, PlainMapping.offset(\.cleanNumber)),
        ]
    }

    private static func plainColumns(
        _ columns: ColumnMap, width: Int, cleansNumbers: Bool, wantsDescriptions: Bool
    ) -> [PlainColumn] {
        let fields: [Field] = [
            .customerID, .itemNumber, .customerItemNumber, .customerItemDescription, .customerUnit,
            .customerRevision, .unitFactor, .validFrom, .validTo, .preferred, .active,
        ]
        guard columns.areApart(fields) else { return [] }
        return (0..<width).map { at in
            let isLast = at == width - 1
            if let text = plainTexts.firstIndex(where: { columns[$0.field] == at }),
                cleansNumbers || plainTexts[text].field != .customerItemNumber
            {
                return PlainColumn(role: .text, text: text, target: plainTexts[text].target, isLast: isLast)
            }
            let (role, target, blank): (PlainColumn.Role, Int, Int32) =
                switch at {
                case columns[.customerItemNumber]: (.span, PlainMapping.offset(\.number), 0)
                case columns[.unitFactor]: (.listed, PlainMapping.offset(\.unitFactor), 0)
                case columns[.validFrom]: (.optionalDate, PlainMapping.offset(\.validFrom), .min)
                case columns[.validTo]: (.optionalDate, PlainMapping.offset(\.validTo), .max)
                case columns[.preferred]: (.listed, PlainMapping.offset(\.preferred), 0)
                case columns[.active]: (.listed, PlainMapping.offset(\.active), 1)
                case columns[.customerItemDescription] where wantsDescriptions:
                    (.span, PlainMapping.offset(\.description), 0)
                default: (.other, PlainMapping.offset(\.unused), 0)
                }
            return PlainColumn(role: role, target: target, blank: blank, isLast: isLast)
        }
    }

    /// Reads the plain rows that follow and puts them to the others: how many.
    mutating func readPlain(_ reader: CSVReader, _ data: inout ReferenceData) throws(Diagnostic) -> Int {
        guard !plain.columns.isEmpty else { return 0 }
        let count = try reader.nextPlain(&plain, &texts, &data.texts)
        if count == 0 { return 0 }
        let rows = plain.rows
        if numberRules.isEmpty {
            name(count, { reader.bytes(rows[$0].number) }, &data.texts)
        } else {
            ids.removeAll(keepingCapacity: true)
            for row in rows[..<count] { ids.append(TextID(rawValue: row.cleanNumber)) }
        }
        descriptions.removeAll(keepingCapacity: true)
        if descriptionColumn >= 0 {
            data.texts.intern(count, { reader.bytes(rows[$0].description) }, into: &descriptions)
        }
        data.mappings.rows.append(
            rows[..<count], numbers: ids, descriptions: descriptions, from: reader.plainLine)
        return count
    }

    /// Puts the ids of numbers in the place of ``ids``.
    @inline(__always)
    private mutating func name(
        _ count: Int, _ number: (Int) -> UnsafeRawBufferPointer, _ texts: inout Texts
    ) {
        ids.removeAll(keepingCapacity: true)
        if gathered == nil { return texts.intern(count, number, into: &ids) }
        for at in 0..<count { ids.append(gathered?.append(number(at)) ?? .blank) }
    }

    /// Gathers the numbers of the rows that come, and gives them no ids; not where they are cleaned.
    mutating func gather(_ room: GatheredTexts) {
        if numberRules.isEmpty { gathered = room }
    }

    /// The numbers that were gathered; handed over, so that they are held once.
    mutating func takeGathered() -> GatheredTexts? {
        defer { gathered = nil }
        return gathered
    }

    /// Remembers what a row's few values mean, so that rows with the same texts may be plain.
    private mutating func learn(_ row: MappingRow, _ at: Int, _ block: RecordBlock) {
        for column in plain.columns.indices where plain.columns[column].role == .listed {
            let value: Int32 =
                switch column {
                case factorColumn: row.unitFactor
                case preferredColumn: row.isPreferred ? 1 : 0
                default: row.isActive ? 1 : 0
                }
            plain.columns[column].list(block[at, column], value)
        }
    }

    mutating func columns(_ block: RecordBlock, _ texts: inout Texts) {
        self.texts[0].read(block, &texts, into: &customers)
        self.texts[1].read(block, &texts, into: &items)
        self.texts[2].read(block, &texts, into: &units)
        self.texts[3].read(block, &texts, into: &revisions)
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
    mutating func take(_ row: MappingRow, _ place: Int, _ block: RecordBlock) {
        // The first of a block was not plain, perhaps for one of its values.
        if place == 0 { learn(row, place, block) }
        rows.append(row)
        places.append(place)
    }

    /// Gives the rows of the block their numbers and descriptions, and puts them to the others.
    mutating func flush(_ block: RecordBlock, _ data: inout ReferenceData) {
        if numberRules.isEmpty {
            let (places, column) = (places, numberColumn)
            name(places.count, { block[places[$0], column] }, &data.texts)
        } else {
            ids.removeAll(keepingCapacity: true)
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
    private var recent = FewValues()

    /// The place of a factor that was met lately; 0, the factor 1, where the field is blank.
    @inline(__always)
    func known(_ bytes: UnsafeRawBufferPointer) -> Int32? { bytes.isEmpty ? 0 : recent[bytes] }

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
        recent.keep(bytes, place)
        return place
    }
}
