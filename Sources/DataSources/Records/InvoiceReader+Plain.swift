import Commerce
import Diagnostics
import Notation

extension InvoiceReader {
    /// Adds the lines of the plain rows that follow; false where the next row is not plain.
    mutating func readPlain(
        _ lines: inout [InvoiceLine], _ data: inout ReferenceData, _ findings: inout Findings
    ) throws(Diagnostic) -> Bool {
        guard let csv else { return false }
        let count = try read.readPlain(csv, &data.texts)
        if count == 0 { return false }
        plainRun += count
        rows.account.read += count
        let firstLine = csv.plainLine
        var last: (document: Int32, customer: Int32) = (0, 0)
        for at in 0..<count {
            let row = read.plain.rows[at]
            let document = TextID(rawValue: row.document)
            var line = InvoiceLine(
                document: document, customer: TextID(rawValue: row.customer),
                item: TextID(rawValue: row.item), printedNumber: TextID(rawValue: row.printed),
                day: Day(number: row.day), line: UInt32(truncatingIfNeeded: firstLine &+ at),
                quantity: row.quantity, unitPrice: row.price)
            line.kind = readKind(document, data.texts)
            line.lineClass = LineClass(
                kind: line.kind, hasCustomer: row.customer != 0, isItem: isItem(line.item, data))
            if line.kind == .creditNote, isPositiveCredit(&line) { notePositive(line, row, data, &findings) }
            lines.append(line)
            if row.document != last.document || row.customer != last.customer {
                last = (row.document, row.customer)
                if !owners.isOwner(line.customer, of: document) { noteOwner(line, row, data, &findings) }
            }
            if line.lineClass == .nonItem { unknownItems[line.item, default: 0] += 1 }
        }
        return true
    }

    @inline(__always)
    private mutating func isItem(_ number: TextID, _ data: ReferenceData) -> Bool {
        if number.index < itemMarks.count, itemMarks[number.index] != 0 {
            return itemMarks[number.index] == 1
        }
        return markItem(number, data)
    }

    private mutating func markItem(_ number: TextID, _ data: ReferenceData) -> Bool {
        if number.index >= itemMarks.count {
            let room = max(number.index + 1, itemMarks.count * 2)
            itemMarks.append(contentsOf: repeatElement(0, count: room - itemMarks.count))
        }
        let isItem = data.items.contains(number)
        itemMarks[number.index] = isItem ? 1 : 2
        return isItem
    }

    private mutating func notePositive(
        _ line: InvoiceLine, _ row: PlainRow, _ data: ReferenceData, _ findings: inout Findings
    ) {
        if isShare { return note(.positiveCredit, line, row) }
        csv?.showPlain(row.start, line: Int(line.line))
        positiveCredit(line.document, data.texts, &findings)
    }

    /// Notes whose document it is, of a row that is the first to say so.
    private mutating func noteOwner(
        _ line: InvoiceLine, _ row: PlainRow, _ data: ReferenceData, _ findings: inout Findings
    ) {
        if isShare {
            owners.claim(line.document, line.customer)
            return note(.owner, line, row)
        }
        if owners.takes(line.document, line.customer, data.customers) { return }
        csv?.showPlain(row.start, line: Int(line.line))
        owners.check(line.document, line.customer, rows, data, &findings)
    }

    private mutating func note(_ kind: ShareEvent.Kind, _ line: InvoiceLine, _ row: PlainRow) {
        events.append(
            ShareEvent(
                kind: kind, line: Int(line.line), offset: csv?.offset(of: row.start) ?? 0,
                document: line.document, customer: line.customer))
    }
}
