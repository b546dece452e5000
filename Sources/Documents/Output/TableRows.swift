import Commerce
import Dispatch
import Notation

/// One row of a table as its writers see it: cells, and the bytes their texts lie in.
struct TableRow {
    let cells: UnsafeBufferPointer<Cell>
    let texts: TableTexts

    /// The cell of a column; cells that a report left out are blank.
    @inline(__always)
    subscript(column: Int) -> Cell {
        column < cells.count ? cells[column] : .blank
    }
}

/// The bytes that text cells name: the table's arena and the row's own.
struct TableTexts {
    let arena: UnsafeRawBufferPointer
    let starts: TextStarts
    var row = UnsafeRawBufferPointer(start: nil, count: 0)

    @inline(__always)
    subscript(id: TextID) -> UnsafeRawBufferPointer {
        let index = Int(id.rawValue)
        let first = start(index)
        return UnsafeRawBufferPointer(
            start: arena.baseAddress.map { $0 + first }, count: start(index &+ 1) &- first)
    }

    /// Whether a text may be read to the end of its last 16 bytes.
    @inline(__always)
    func hasRoom(behind text: UnsafeRawBufferPointer) -> Bool {
        guard let base = arena.baseAddress, let start = text.baseAddress else { return false }
        return start - base + text.count + 16 <= arena.count
    }

    /// Asked twice a text, so read where it lies.
    @inline(__always)
    private func start(_ index: Int) -> Int {
        starts.laps.isEmpty ? Int(starts.starts[index]) : starts[index]
    }

    /// Reads where the texts start, and then their first bytes, each in a short loop, so that the waits for memory
    /// overlap.
    ///
    /// Texts that came early are those of customers and items: they are few, and named again and again.
    ///
    /// - Parameters:
    ///   - columns: Those that may hold texts.
    ///   - ends: Where the cells of each row end.
    @inline(never)
    func touch(_ cells: UnsafeBufferPointer<Cell>, _ columns: [Int], _ ends: Span<Int>) {
        if arena.isEmpty || starts.starts.count <= Self.warm { return }
        withUnsafeTemporaryAllocation(of: Int.self, capacity: cells.count) { places in
            var count = 0
            var first = 0
            for row in ends.indices {
                let end = ends[row]
                for column in columns where first &+ column < end {
                    guard case .text(let id) = cells[first &+ column], id.rawValue >= Self.warm else {
                        continue
                    }
                    places[count] = Int(id.rawValue)
                    count &+= 1
                }
                first = end
            }
            let last = arena.count &- 1
            for i in 0..<count { places[i] = min(start(places[i]), last) }
            var sum = 0
            for i in 0..<count { sum &+= Int(arena[places[i]]) }
            // What was read has to matter, or it would not be read.
            precondition(sum <= 255 &* count)
        }
    }

    private static var warm: Int { 1 << 14 }

    @inline(__always)
    func length(_ id: TextID) -> Int {
        start(id.index &+ 1) &- start(id.index)
    }

    @inline(__always)
    subscript(text: RowText) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: row[Int(text.start)..<Int(text.start &+ text.count)])
    }
}

/// What a cell comes down to for a writer: the same for every format, so that digits cannot differ.
enum ShownCell {
    case blank
    case text(UnsafeRawBufferPointer)
    case integer(Int)
    case decimal(ExactDecimal, minimum: Int, maximum: Int)
    case day(Day)
    case month(Month)

    @inline(__always)
    init(_ cell: Cell, _ digits: ColumnDigits, _ texts: TableTexts) {
        switch cell {
        case .blank: self = .blank
        case .text(let id): self = id.rawValue == 0 ? .blank : .text(texts[id])
        case .rowText(let text): self = .text(texts[text])
        case .integer(let value):
            // An amount may happen to be whole; it keeps the digits of its column.
            self =
                digits.minimum == 0
                ? .integer(value)
                : .decimal(ExactDecimal(value), minimum: digits.minimum, maximum: digits.maximum)
        case .decimal(let value): self = .decimal(value, minimum: digits.minimum, maximum: digits.maximum)
        case .money(let value, let own): self = .decimal(value, minimum: Int(own), maximum: Int(own))
        case .day(let day): self = .day(day)
        case .month(let month): self = .month(month)
        }
    }
}

/// A column's digits, looked up once a table.
struct ColumnDigits {
    let minimum: Int
    let maximum: Int
    /// Whether values are followed by a percent sign for people.
    let isPercent: Bool
    let isNumeric: Bool
    /// Whether people read blanks for `_`.
    let isCode: Bool
    /// Whether texts of the data stand between backquotes.
    let isProse: Bool

    init(_ kind: Column.Kind) {
        (minimum, maximum) = kind.digits
        isNumeric = kind.isNumeric
        isCode = kind == .code
        isProse = kind == .prose
        if case .percent = kind { isPercent = true } else { isPercent = false }
    }

    /// A heading that ends in `%` says it for its column; the values then stand without.
    init(_ column: Column) {
        (minimum, maximum) = column.kind.digits
        isNumeric = column.kind.isNumeric
        isCode = column.kind == .code
        isProse = column.kind == .prose
        if case .percent = column.kind {
            isPercent = !column.heading.hasSuffix("%")
        } else {
            isPercent = false
        }
    }
}

extension Table {
    /// Calls `body` with each row until it returns false.
    ///
    /// Some rows are filled at a time and their texts touched, so that the waits for memory overlap: in a
    /// long report each row names texts that lie far apart.
    @inline(__always)
    func walk(_ rows: Range<Int>, _ body: (Int, TableRow) -> Bool) {
        var buffer = RowBuffer()
        let textColumns = columns.indices.filter { !columns[$0].kind.isNumeric }
        // Where the cells of each row end.
        var ends = InlineArray<64, Int>(repeating: 0)
        texts.withArena { arena, starts in
            var next = rows.lowerBound
            while next < rows.upperBound {
                let first = next
                next = min(first + ends.count, rows.upperBound)
                buffer.clear()
                for number in first..<next {
                    fillRow(number, &buffer)
                    ends[number &- first] = buffer.count
                }
                let cells = buffer.cells
                let goOn = buffer.bytes.withUnsafeBytes { bytes in
                    let texts = TableTexts(arena: arena, starts: starts, row: bytes)
                    texts.touch(cells, textColumns, ends.span.extracting(first: next &- first))
                    var start = 0
                    for number in first..<next {
                        let end = ends[number &- first]
                        let row = UnsafeBufferPointer(rebasing: cells[start..<end])
                        if !body(number, TableRow(cells: row, texts: texts)) { return false }
                        start = end
                    }
                    return true
                }
                if !goOn { return }
            }
        }
    }

    /// Calls `body` with shares of the rows, on several threads where they are many.
    func forEachShare(_ jobs: Int, _ body: @Sendable (Range<Int>) -> Void) {
        let shares = max(1, min(jobs, rowCount / RowStretches.worthThread))
        let rowCount = rowCount
        DispatchQueue.concurrentPerform(iterations: shares) { share in
            body(rowCount * share / shares..<rowCount * (share + 1) / shares)
        }
    }

    /// Calls `body` with the totals as rows.
    func walkTotals(_ body: (TotalRow, TableRow) -> Void) {
        texts.withArena { arena, starts in
            for total in totals {
                total.cells.withUnsafeBufferPointer { cells in
                    body(total, TableRow(cells: cells, texts: TableTexts(arena: arena, starts: starts)))
                }
            }
        }
    }

    var columnDigits: [ColumnDigits] { columns.map { ColumnDigits($0) } }
}

extension Texts {
    /// Lends a single cell, as a writer sees it.
    func withShown(_ cell: Cell, _ kind: Column.Kind, _ body: (ShownCell) -> Void) {
        withArena { arena, starts in
            body(ShownCell(cell, ColumnDigits(kind), TableTexts(arena: arena, starts: starts)))
        }
    }
}
