import Notation

extension SalesCube {
    func write(to writer: inout PartWriter) {
        writer.put(hasOverflowed)
        writer.put(months) { month, writer in
            writer.put(Int(month.month.number))
            writer.put(month.currency)
            for lineClass in LineClass.allCases {
                writer.put(month.lines(lineClass))
                writer.put(month.value(lineClass))
            }
            writer.put(month.driftLines)
            writer.put(month.printedLines)
        }
        writer.put(cells) { cell, writer in
            let key = cell.key
            writer.put(Int(key.month.number))
            writer.put(currency(of: cell))
            writer.put(key.isCredit)
            writer.put(Int(key.outcome.rawValue))
            writer.put(Int(key.level.rawValue))
            writer.put(key.customer)
            writer.put(key.item)
            writer.put(key.number)
            writer.put(Int(cell.lines))
            writer.put(Int(cell.firstDay))
            writer.put(Int(cell.lastDay))
            writer.put(quantity(of: cell))
            writer.put(value(of: cell))
        }
    }

    mutating func merge(_ reader: inout PartReader) throws(PartReader.Malformed) {
        if try reader.bool() { noteOverflow() }
        for _ in 0..<(try reader.count()) { try mergeMonth(&reader) }
        for _ in 0..<(try reader.count()) { try mergeCell(&reader) }
    }

    private mutating func mergeMonth(_ reader: inout PartReader) throws(PartReader.Malformed) {
        let month = Month(number: try reader.small(Int32.self))
        let place = monthPlace(month, try reader.text())
        for lineClass in LineClass.allCases {
            let lines = try reader.lines()
            months[place].add(lineClass, lines: lines, value: try reader.decimal())
        }
        months[place].driftLines += try reader.lines()
        months[place].printedLines += try reader.lines()
    }

    private mutating func mergeCell(_ reader: inout PartReader) throws(PartReader.Malformed) {
        let month = Month(number: try reader.small(Int32.self))
        let currency = try reader.text()
        let isCredit = try reader.bool()
        guard let outcome = MappingOutcome(rawValue: try reader.small(UInt8.self)),
            let level = Level(rawValue: try reader.small(UInt8.self))
        else { throw PartReader.Malformed() }
        let (customer, item, number) = (try reader.text(), try reader.text(), try reader.text())
        let key = CubeKey(
            month: month, currency: currencyPlace(currency), isCredit: isCredit,
            shown: NumberShown(outcome: outcome, level: level), customer: customer, item: item, number: number
        )
        let at = cellPlace(key, key.hash, monthPlace(month, currency))
        let lines = try reader.small(UInt32.self)
        let days = (try reader.small(Int32.self), try reader.small(Int32.self))
        guard days.0 <= days.1 else { throw PartReader.Malformed() }
        merge(
            at, lines: lines, days: days.0...days.1, quantity: try reader.decimal(),
            value: try reader.decimal())
    }
}
