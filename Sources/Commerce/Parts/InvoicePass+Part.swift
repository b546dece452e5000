import Notation

extension InvoicePass {
    /// Writes all sums; ``merge(_:)`` reads them.
    func write(to writer: inout PartWriter) {
        cube.write(to: &writer)
        for totals in [read, outside] {
            writer.put(totals) { $0.write(to: &$1) }
        }
        for day in [firstDay, lastDay] {
            writer.put(day != nil)
            writer.put(Int(day?.number ?? 0))
        }
        writer.put(usedRows) { $1.put(Int($0)) }
        writer.put(overflows) { $1.put(Int($0)) }
    }

    /// Adds the sums of another run over other documents of the same data.
    mutating func merge(_ reader: inout PartReader) throws(PartReader.Malformed) {
        try cube.merge(&reader)
        try Self.merge(&read, &reader)
        try Self.merge(&outside, &reader)
        let days = try reader.days()
        firstDay = [firstDay, days.first].compactMap { $0 }.min()
        lastDay = [lastDay, days.last].compactMap { $0 }.max()
        use(rows: try reader.list { (reader) throws(PartReader.Malformed) in try reader.small(Int32.self) })
        overflows += try reader.list { (reader) throws(PartReader.Malformed) in try reader.small(UInt32.self)
        }
        overflows.sort()
    }

    private static func merge(
        _ totals: inout [CurrencyTotals], _ reader: inout PartReader
    ) throws(PartReader.Malformed) {
        for _ in 0..<(try reader.count()) {
            let currency = try reader.text()
            let at = totals.firstIndex { $0.currency == currency } ?? totals.count
            if at == totals.count { totals.append(CurrencyTotals(currency: currency)) }
            try totals[at].merge(&reader)
        }
    }
}

extension PartReader {
    fileprivate mutating func days() throws(Malformed) -> (first: Day?, last: Day?) {
        var days: [Day?] = []
        for _ in 0..<2 {
            let isKnown = try bool()
            let day = Day(number: try small(Int32.self))
            days.append(isKnown ? day : nil)
        }
        return (days[0], days[1])
    }
}

extension CurrencyTotals {
    func write(to writer: inout PartWriter) {
        writer.put(currency)
        for lineClass in LineClass.allCases {
            writer.put(lines(lineClass))
            writer.put(value(lineClass))
        }
    }

    /// The currency has been read already.
    mutating func merge(_ reader: inout PartReader) throws(PartReader.Malformed) {
        for lineClass in LineClass.allCases {
            let lines = try reader.lines()
            classes.add(lineClass, lines: lines, value: try reader.decimal())
        }
    }
}
