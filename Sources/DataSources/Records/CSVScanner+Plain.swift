import Commerce
import Diagnostics
import Notation

extension CSVScanner {
    /// Reads the plain rows that follow, up to ``blockSize`` of them, and no further than what is in memory. Returns
    /// how many; 0 where the next row is not plain, or there is none.
    mutating func nextPlain<Row: PlainFields>(
        _ plain: inout PlainRows<Row>, _ columns: inout [CleanColumn], _ texts: inout Texts
    ) throws(Diagnostic) -> Int {
        let found = scanPlain(&plain, &columns, &texts)
        guard found == 0, !text.isAtEnd, offset(of: recordEnd) < stop,
            text.end - recordEnd < text.capacity / 2
        else { return found }
        _ = try text.refill(keepingFrom: recordEnd)
        (recordStart, contentEnd, recordEnd) = (0, 0, 0)
        return scanPlain(&plain, &columns, &texts)
    }

    private mutating func scanPlain<Row: PlainFields>(
        _ plain: inout PlainRows<Row>, _ columns: inout [CleanColumn], _ texts: inout Texts
    ) -> Int {
        // Two bytes behind every row are known, so that whatever looks at it again needs no more text.
        let limit = text.end - 2
        guard plain.columns.count == header.count, recordEnd < limit, !keepsBlankLines else { return 0 }
        let scan = PlainScan(text.memory, limit: limit, delimiter: delimiter, plain)
        let last = stop == .max ? limit : min(limit, stop - offset(of: 0))
        let longest = limits.field
        let needsCustomer = plain.needsCustomer
        var start = recordEnd
        var found = 0
        let firstRow = plain.rowCount
        plain.rows.withUnsafeMutableBufferPointer { rows in
            plain.columns.withUnsafeMutableBufferPointer { fields in
                columns.withUnsafeMutableBufferPointer { known in
                    for at in fields.indices where fields[at].role == .text {
                        fields[at].isLate = known[fields[at].text].mayWait
                        if fields[at].isLate { known[fields[at].text].beginRows() }
                    }
                    while found < rows.count, start < last {
                        let end = withUnsafeMutableBytes(of: &rows[found]) { row in
                            scan.read(start, row, fields, known, &texts, row: firstRow &+ found)
                        }
                        guard end >= 0, end <= limit, end &- start <= longest,
                            rows[found].isWhole(needsCustomer: needsCustomer)
                        else { break }
                        rows[found].start = start
                        found &+= 1
                        start = end
                    }
                    for at in fields.indices where fields[at].isLate {
                        known[fields[at].text].endRows(&texts)
                        Self.settle(&fields[at], known[fields[at].text], rows[..<found])
                    }
                }
            }
        }
        if found == 0 { return 0 }
        plain.rowCount += found
        blockCount = 0
        shownFields = nil
        problemKind = .none
        recordEnd = start
        recordCount += found
        blockLine = nextLine
        nextLine &+= found
        return found
    }

    /// Puts the ids of values that were looked for together into their rows.
    private static func settle<Row: PlainFields>(
        _ field: inout PlainColumn, _ column: borrowing CleanColumn,
        _ rows: Slice<UnsafeMutableBufferPointer<Row>>
    ) {
        for at in rows.indices {
            withUnsafeMutableBytes(of: &rows.base[at]) { row in
                let value = row.loadUnaligned(fromByteOffset: field.target, as: Int32.self)
                guard value < 0 else { return }
                let id = column.id(ofPostponed: value).rawValue
                row.storeBytes(of: id, toByteOffset: field.target, as: Int32.self)
            }
        }
        field.settle { column.id(ofPostponed: $0).rawValue }
    }

    /// The bytes of a plain row of the last ``nextPlain(_:_:_:)`` without its line end: of the one that begins at
    /// `start`, where the row after it begins at `next`.
    func plainRecord(_ start: Int, next: Int) -> UnsafeRawBufferPointer {
        var end = next &- 1
        if text.byte(end) == Byte.lineFeed, end > start, text.byte(end &- 1) == Byte.carriageReturn {
            end &-= 1
        }
        return text.bytes(start..<end)
    }

    /// Makes a plain row the current record.
    mutating func showPlain(_ start: Int, line: Int) {
        let (end, next) = (recordEnd, nextLine)
        (shownFields, blockCount) = (nil, 0)
        (recordStart, self.line) = (start, line)
        do throws(Diagnostic) {
            try scanRecord()
        } catch {
            // Never for a plain row, which lies in memory as a whole.
            fieldCount = 0
        }
        (recordEnd, nextLine) = (end, next)
    }
}

/// How plain rows are read. Its unsafe reads rest on the invariants of ``CSVScanner/scanRecord()``: a word may be
/// loaded at any offset up to the end of the text, and the 64 bytes behind it are zero, which no plain field holds.
private struct PlainScan {
    let base: UnsafeRawPointer
    let limit: Int
    let delimiter: UInt8
    let delimiters: UInt64
    let quotes: UInt64
    let points: UInt64
    let dates: DateFormat
    let decimals: DecimalFormat

    init<Row>(_ memory: UnsafeMutableRawPointer, limit: Int, delimiter: UInt8, _ plain: PlainRows<Row>) {
        base = UnsafeRawPointer(memory)
        self.limit = limit
        self.delimiter = delimiter
        delimiters = ByteWords.filled(delimiter)
        quotes = ByteWords.filled(Byte.quote)
        points = plain.points
        dates = plain.dates
        decimals = plain.decimals
    }

    @inline(__always)
    private func byte(_ at: Int) -> UInt8 { base.load(fromByteOffset: at, as: UInt8.self) }

    /// The delimiters, quotes and control characters of a word.
    @inline(__always)
    private func stops(_ word: UInt64) -> UInt64 {
        ~(ByteWords.differs(word, delimiters) & ByteWords.differs(word, quotes)
            & ByteWords.isNoControl(word)) & ByteWords.tops
    }

    /// The delimiters and control characters of a word.
    @inline(__always)
    private func ends(_ word: UInt64) -> UInt64 {
        ~(ByteWords.differs(word, delimiters) & ByteWords.isNoControl(word)) & ByteWords.tops
    }

    /// Where the row after the one at `start` begins; -1 where this one is not plain.
    @inline(__always)
    func read(
        _ start: Int, _ row: UnsafeMutableRawBufferPointer,
        _ columns: UnsafeMutableBufferPointer<PlainColumn>,
        _ known: UnsafeMutableBufferPointer<CleanColumn>, _ texts: inout Texts, row number: Int
    ) -> Int {
        var at = start
        for index in columns.indices {
            if columns[index].isCompared, columns[index].repeats(base + at) {
                row.storeBytes(of: columns[index].value, toByteOffset: columns[index].target, as: Int32.self)
                at &+= columns[index].length
                continue
            }
            let isLast = columns[index].isLast
            var value: Int32 = 0
            let after: Int
            switch columns[index].role {
            case .text:
                after = text(
                    at, isLast, columns[index].isLate, &known[columns[index].text], &texts, &value)
            case .date: after = date(at, isLast, &value)
            case .optionalDate:
                value = columns[index].blank
                let empty = end(at, false, isLast)
                after = empty >= 0 ? empty : date(at, isLast, &value)
            case .listed: after = listed(at, isLast, columns[index], &value)
            case .decimal:
                after = decimal(at, isLast, row, columns[index].target)
                if after < 0 { return -1 }
                at = after
                continue
            case .span:
                after = span(at, isLast, row, columns[index].target)
                if after < 0 { return -1 }
                at = after
                continue
            case .other: after = other(at, isLast)
            }
            if after < 0 { return -1 }
            row.storeBytes(of: value, toByteOffset: columns[index].target, as: Int32.self)
            if columns[index].isCompared {
                // What ends with a carriage return alone may go on with a line feed the next time.
                let isClear = !isLast || byte(after &- 1) == Byte.lineFeed
                columns[index].keep(
                    base + at, length: isClear ? after &- at : .max, value: value, row: number)
            }
            at = after
        }
        return at
    }

    /// What follows the sign at `at` that ends a field; -1 where none does.
    @inline(__always)
    private func end(_ at: Int, _ isQuoted: Bool, _ isLast: Bool) -> Int {
        var at = at
        if isQuoted {
            if byte(at) != Byte.quote { return -1 }
            at &+= 1
        }
        let sign = byte(at)
        if !isLast { return sign == delimiter ? at &+ 1 : -1 }
        if sign == Byte.lineFeed { return at &+ 1 }
        guard sign == Byte.carriageReturn, at &+ 1 < limit else { return -1 }
        return byte(at &+ 1) == Byte.lineFeed ? at &+ 2 : at &+ 1
    }

    @inline(__always)
    private func text(
        _ at: Int, _ isLast: Bool, _ isLate: Bool, _ column: inout CleanColumn, _ texts: inout Texts,
        _ id: inout Int32
    ) -> Int {
        let isQuoted = byte(at) == Byte.quote
        let start = isQuoted ? at &+ 1 : at
        let low = ByteWords.load(base + start)
        let high = ByteWords.load(base + start + 8)
        let first = (stops(low) | low) & ByteWords.tops
        var count = first.trailingZeroBitCount &>> 3
        if first == 0 {
            let second = (stops(high) | high) & ByteWords.tops
            if second == 0 { return -1 }
            count = 8 &+ second.trailingZeroBitCount &>> 3
        }
        let after = end(start &+ count, isQuoted, isLast)
        if after < 0 { return -1 }
        let short = ShortText(low, high, count: count)
        if isLate {
            id = column.postpone(short)
        } else {
            let bytes = UnsafeRawBufferPointer(start: base + start, count: count)
            id = column.look(short, bytes, &texts).rawValue
        }
        return after
    }

    @inline(__always)
    private func decimal(_ at: Int, _ isLast: Bool, _ row: UnsafeMutableRawBufferPointer, _ target: Int)
        -> Int
    {
        let word = ByteWords.load(base + at)
        let stop = stops(word)
        if stop != 0 {
            let count = stop.trailingZeroBitCount &>> 3
            let after = end(at &+ count, false, isLast)
            if after >= 0, let read = ByteWords.decimal(word, count, points: points) {
                put(read, row, target)
                return after
            }
        }
        return longDecimal(at, isLast, row, target)
    }

    @inline(never)
    private func longDecimal(
        _ at: Int, _ isLast: Bool, _ row: UnsafeMutableRawBufferPointer, _ target: Int
    ) -> Int {
        let field = field(at, isLast)
        guard field.after >= 0, let read = decimals.parseShort(field.bytes) else { return -1 }
        put(read, row, target)
        return field.after
    }

    @inline(__always)
    private func put(
        _ value: (mantissa: Int64, scale: UInt8), _ row: UnsafeMutableRawBufferPointer, _ target: Int
    ) {
        row.storeBytes(of: value, toByteOffset: target, as: (mantissa: Int64, scale: UInt8).self)
    }

    @inline(never)
    private func listed(_ at: Int, _ isLast: Bool, _ column: PlainColumn, _ value: inout Int32) -> Int {
        let field = field(at, isLast)
        guard field.after >= 0, let known = column.value(of: field.bytes) else { return -1 }
        value = known
        return field.after
    }

    @inline(never)
    private func date(_ at: Int, _ isLast: Bool, _ day: inout Int32) -> Int {
        // A delimiter that a day may hold ends the field before the tenth byte.
        if dates.isISO, delimiter &- 0x30 > 9, delimiter != UInt8(ascii: "-"),
            let read = Day.parseISO(UnsafeRawBufferPointer(start: base + at, count: 10))
        {
            let after = end(at &+ 10, false, isLast)
            if after >= 0 {
                day = read.number
                return after
            }
        }
        let field = field(at, isLast)
        guard field.after >= 0, let read = dates.parse(field.bytes) else { return -1 }
        day = read.number
        return field.after
    }

    /// A field of up to 40 ASCII characters and what follows it; -1 where there is none.
    private func field(_ at: Int, _ isLast: Bool) -> (bytes: UnsafeRawBufferPointer, after: Int) {
        let isQuoted = byte(at) == Byte.quote
        let start = isQuoted ? at &+ 1 : at
        var count = 0
        while count < 40 {
            let word = ByteWords.load(base + (start &+ count))
            let hits = (stops(word) | word) & ByteWords.tops
            count &+= hits.trailingZeroBitCount &>> 3
            if hits != 0 { break }
        }
        let bytes = UnsafeRawBufferPointer(start: base + start, count: count)
        return (bytes, end(start &+ count, isQuoted, isLast))
    }

    /// Notes where a text of any length stands; one with a doubled quote is left to who takes those apart.
    @inline(__always)
    private func span(_ at: Int, _ isLast: Bool, _ row: UnsafeMutableRawBufferPointer, _ target: Int) -> Int {
        let after = other(at, isLast)
        if after < 0 { return -1 }
        var (start, end) = (at, after &- 1)
        if isLast, byte(end) == Byte.lineFeed, end > start, byte(end &- 1) == Byte.carriageReturn {
            end &-= 1
        }
        if byte(at) == Byte.quote {
            start &+= 1
            end &-= 1
            for position in start..<end where byte(position) == Byte.quote { return -1 }
        }
        var span = TextSpan()
        span.start = UInt32(truncatingIfNeeded: start)
        span.count = UInt32(truncatingIfNeeded: end &- start)
        row.storeBytes(of: span, toByteOffset: target, as: TextSpan.self)
        return after
    }

    /// Passes over a field that is not used.
    @inline(__always)
    private func other(_ at: Int, _ isLast: Bool) -> Int {
        if byte(at) == Byte.quote { return quoted(at, isLast) }
        var position = at
        var seen: UInt64 = 0
        while true {
            let word = ByteWords.load(base + position)
            seen |= word
            // A quote inside means itself.
            var hits = ends(word)
            while hits != 0 {
                let here = position &+ hits.trailingZeroBitCount &>> 3
                hits &= hits &- 1
                let byte = byte(here)
                if byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == 0 {
                    if seen & ByteWords.tops != 0, !isUTF8(at, here) { return -1 }
                    return end(here, false, isLast)
                }
            }
            position &+= 8
        }
    }

    @inline(never)
    private func quoted(_ at: Int, _ isLast: Bool) -> Int {
        var position = at &+ 1
        var seen: UInt64 = 0
        while true {
            let word = ByteWords.load(base + position)
            seen |= word
            let hits = ~(ByteWords.differs(word, quotes) & ByteWords.isNoControl(word)) & ByteWords.tops
            if hits == 0 {
                position &+= 8
                continue
            }
            let here = position &+ hits.trailingZeroBitCount &>> 3
            let byte = byte(here)
            if byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == 0 { return -1 }
            position = here &+ 1
            if byte != Byte.quote { continue }
            if self.byte(here &+ 1) == Byte.quote {
                position &+= 1
                continue
            }
            if seen & ByteWords.tops != 0, !isUTF8(at, here) { return -1 }
            return end(here, true, isLast)
        }
    }

    private func isUTF8(_ from: Int, _ to: Int) -> Bool {
        UTF8Text.firstInvalid(UnsafeRawBufferPointer(start: base + from, count: to - from)) == nil
    }
}
