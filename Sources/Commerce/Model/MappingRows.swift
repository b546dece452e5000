/// The rows of a mapping file in its order, in columns: 20 bytes a row, 24 where rows have descriptions.
///
/// What look-ups need stands together in 16 bytes (``Core``); what many rows share (unit, factor, revision, flags)
/// is held once; lines are counted on from the row before.
package struct MappingRows: Sendable {
    /// The part of a row that look-ups read.
    struct Core: Sendable {
        var item: TextID
        var number: TextID
        var days: PackedDays
        /// The place of the row's ``RowTerms``.
        var terms: Int32
    }

    private(set) var cores: [Core] = []
    private(set) var accounts: [Account] = []
    /// Empty while no row has one.
    private var descriptions: [TextID] = []
    private(set) var terms = RowTermsTable()
    private var lines = RowLines()

    package init() {}

    /// - Parameter capacity: About how many rows come; room costs nothing while it is not used.
    package init(capacity: Int) {
        cores = .roomy(capacity: capacity)
        accounts = .roomy(capacity: capacity)
    }

    /// Takes all rows out and keeps their memory.
    package mutating func clear() {
        cores.removeAll(keepingCapacity: true)
        accounts.removeAll(keepingCapacity: true)
        descriptions.removeAll(keepingCapacity: true)
        terms = RowTermsTable()
        lines = RowLines()
    }

    @inline(__always)
    package mutating func append(_ row: MappingRow) {
        let (days, place) = terms.place(row)
        append(
            Core(item: row.item, number: row.number, days: days, terms: place), row.account, line: row.line,
            description: row.description)
    }

    @inline(__always)
    mutating func append(_ core: Core, _ account: Account, line: UInt32, description: TextID) {
        cores.append(core)
        accounts.append(account)
        lines.append(line, at: accounts.count - 1)
        if !description.isBlank || !descriptions.isEmpty { append(description: description) }
    }

    /// The place of terms, added where they are new.
    mutating func place(of terms: RowTerms) -> Int32 { self.terms.place(of: terms) }

    private mutating func append(description: TextID) {
        if descriptions.count < accounts.count - 1 {
            descriptions = .roomy(capacity: accounts.capacity)
            descriptions.append(contentsOf: repeatElement(.blank, count: accounts.count - 1))
        }
        descriptions.append(description)
    }

    package static func += (rows: inout MappingRows, more: some Sequence<MappingRow>) {
        for row in more { rows.append(row) }
    }

    @inline(__always)
    package func number(at index: Int) -> TextID { cores[index].number }

    /// Reads what a row has beside its core.
    @inline(__always)
    func touchRest(_ index: Int) -> UInt32 {
        let description = descriptions.isEmpty ? 0 : descriptions[index].rawValue
        return UInt32(bitPattern: accounts[index].rawValue &+ description)
    }

    @inline(__always)
    package func item(at index: Int) -> TextID { cores[index].item }

    @inline(__always)
    func line(at index: Int) -> UInt32 { lines[index] }

    func description(at index: Int) -> TextID { descriptions.isEmpty ? .blank : descriptions[index] }

    @inline(__always)
    func unit(at index: Int) -> TextID { terms[cores[index].terms].unit }

    @inline(__always)
    func unitFactor(at index: Int) -> Int32 { terms[cores[index].terms].unitFactor }

    /// The first and the last day of a row, `Int32.min` and `.max` for open.
    @inline(__always)
    func days(_ core: Core) -> (from: Int32, to: Int32) {
        if let plain = core.days.plain { return plain }
        let terms = terms[core.terms]
        return (terms.validFrom, terms.validTo)
    }

    /// The days on which a row answers: none where it is switched off.
    @inline(__always)
    func answeringDays(_ core: Core) -> (from: Int32, to: Int32) {
        if let plain = core.days.plain { return plain }
        let terms = terms[core.terms]
        return terms.isActive ? (terms.validFrom, terms.validTo) : (.max, .min)
    }

    /// Whether a row has a first day after its last, and so never applies.
    @inline(__always)
    func isNeverValid(_ core: Core) -> Bool {
        let days = days(core)
        return days.from > days.to
    }
}

extension MappingRows: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: MappingRow...) {
        self.init()
        self += elements
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { cores.count }

    package subscript(index: Int) -> MappingRow {
        get {
            let core = cores[index]
            let terms = terms[core.terms]
            let days = core.days.plain ?? (terms.validFrom, terms.validTo)
            return MappingRow(
                account: accounts[index], item: core.item, number: core.number,
                description: description(at: index), unit: terms.unit,
                revision: terms.revision, unitFactor: terms.unitFactor, validFrom: days.from,
                validTo: days.to, line: lines[index], isPreferred: terms.isPreferred,
                isActive: terms.isActive)
        }
        set {
            let (days, place) = terms.place(newValue)
            cores[index] = Core(item: newValue.item, number: newValue.number, days: days, terms: place)
            accounts[index] = newValue.account
            lines.set(newValue.line, at: index, of: cores.count)
            if descriptions.isEmpty, !newValue.description.isBlank {
                descriptions = Array(repeating: .blank, count: cores.count)
            }
            if !descriptions.isEmpty { descriptions[index] = newValue.description }
        }
    }
}
