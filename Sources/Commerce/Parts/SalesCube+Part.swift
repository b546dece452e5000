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
            writer.put(Int(cell.day))
            writer.put(currency(of: cell))
            writer.put(cell.isCredit)
            writer.put(Int(cell.outcome.rawValue))
            writer.put(Int(cell.level.rawValue))
            writer.put(cell.customer)
            writer.put(cell.item)
            writer.put(cell.number)
            writer.put(quantity(of: cell))
            writer.put(value(of: cell))
        }
    }

    mutating func merge(_ reader: inout PartReader) throws(PartReader.Malformed) {
        if try reader.bool() { rowsHaveOverflowed = true }
        for _ in 0..<(try reader.count()) { try mergeMonth(&reader) }
        for _ in 0..<(try reader.count()) { try mergeCell(&reader) }
    }

    private mutating func mergeMonth(_ reader: inout PartReader) throws(PartReader.Malformed) {
        let month = Month(number: try reader.small(Int32.self))
        let place = monthPlace(month, try reader.text())
        for lineClass in LineClass.allCases {
            let lines = try reader.lines()
            months[place].classes.add(lineClass, lines: lines, value: try reader.decimal())
        }
        months[place].driftLines += try reader.lines()
        months[place].printedLines += try reader.lines()
    }

    private mutating func mergeCell(_ reader: inout PartReader) throws(PartReader.Malformed) {
        let day = try reader.small(Int32.self)
        guard Self.days.contains(day) else { throw PartReader.Malformed() }
        let currency = try reader.text()
        let isCredit = try reader.bool()
        guard let outcome = MappingOutcome(rawValue: try reader.small(UInt8.self)),
            let level = Level(rawValue: try reader.small(UInt8.self))
        else { throw PartReader.Malformed() }
        let (customer, item, number) = (try reader.text(), try reader.text(), try reader.text())
        _ = monthPlace(Day(number: day).month, currency)
        append(
            customer: customer, item: item, day: day, currency: currency, isCredit: isCredit,
            quantity: try reader.decimal(), value: try reader.decimal())
        let isMapped = outcome == .mapped
        cells[cells.count - 1].show(isMapped ? number : .blank, outcome, isMapped ? level : .shipTo)
    }

    /// The years 0001 to 9999.
    private static let days: ClosedRange<Int32> = -719_162...2_932_896
}
