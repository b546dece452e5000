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
        var last: (document: Int32, customer: Int32) = (-1, -1)
        var kind = DocumentKind.invoice
        for at in 0..<count {
            let (document, customer) = (read.plain.rows[at].document, read.plain.rows[at].customer)
            if document != last.document { kind = readKind(TextID(rawValue: document), data.texts) }
            let isItem = isItem(read.plain.rows[at].item, data)
            read.plain.rows[at].kind = kind
            read.plain.rows[at].lineClass = Self.lineClass(kind, customer != 0, isItem)
            if case .creditNote = kind { setPlainCredit(at, firstLine, data, &findings) }
            if !takesAllPlain, !choose(at, count, csv, &data.texts) { continue }
            if document != last.document || customer != last.customer {
                last = (document, customer)
                noteOwner(read.plain.rows[at], firstLine &+ at, data, &findings)
            }
            if !isItem, customer != 0 { countNonItem(read.plain.rows[at]) }
        }
        lines.append(read.plain.rows[..<count], from: firstLine)
        return true
    }

    /// Finds out whether a row's line is wanted, and its description; false where the row does not count.
    private mutating func choose(_ at: Int, _ count: Int, _ csv: CSVReader, _ texts: inout Texts) -> Bool {
        let row = read.plain.rows[at]
        if repeats.isWatching {
            let next = at + 1 < count ? read.plain.rows[at + 1].start : nil
            if repeats.isRepeat(csv.plainRecord(row.start, next: next)), duplicates == .drop {
                rows.account.excluded["repeated line", default: 0] += 1
                read.plain.rows[at].isWanted = false
                return false
            }
        }
        let isWanted = days.contains(row.day)
        read.plain.rows[at].isWanted = isWanted
        if isWanted, wantsDescriptions {
            read.plain.rows[at].description = description(of: row, csv, &texts)
        }
        return true
    }

    /// The id of a row's description, which mostly is that of the item's line before.
    private mutating func description(of row: PlainRow, _ csv: CSVReader, _ texts: inout Texts) -> Int32 {
        if row.descriptionSpan.count == 0 { return 0 }
        let bytes = csv.bytes(row.descriptionSpan)
        let item = Int(row.item)
        if item >= lastDescriptions.count {
            let room = max(item + 1, lastDescriptions.count * 2)
            lastDescriptions.append(contentsOf: repeatElement(0, count: room - lastDescriptions.count))
        }
        let last = lastDescriptions[item]
        if last != 0, texts.matches(TextID(rawValue: last), bytes) { return last }
        let id = texts.intern(bytes).rawValue
        lastDescriptions[item] = id
        return id
    }

    /// As ``LineClass/init(kind:hasCustomer:isItem:)``, which is no call here.
    @inline(__always)
    private static func lineClass(_ kind: DocumentKind, _ hasCustomer: Bool, _ isItem: Bool) -> LineClass {
        switch kind {
        case .adjustment: .adjustment
        case .creditNote: hasCustomer ? isItem ? .credit : .nonItem : .noCustomer
        case .invoice: hasCustomer ? isItem ? .sale : .nonItem : .noCustomer
        }
    }

    private mutating func countNonItem(_ row: PlainRow) {
        if case .nonItem = row.lineClass { unknownItems[TextID(rawValue: row.item), default: 0] += 1 }
    }

    @inline(__always)
    private mutating func isItem(_ number: Int32, _ data: ReferenceData) -> Bool {
        let index = Int(number)
        if index < itemMarks.count, itemMarks[index] != 0 { return itemMarks[index] == 1 }
        return markItem(TextID(rawValue: number), data)
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

    /// Gives the quantity of a credit note's row its sign, and notes a positive one.
    private mutating func setPlainCredit(
        _ at: Int, _ firstLine: Int, _ data: ReferenceData, _ findings: inout Findings
    ) {
        if rows.file.creditSign == .positive {
            read.plain.rows[at].quantity.mantissa = 0 &- read.plain.rows[at].quantity.mantissa
        }
        let row = read.plain.rows[at]
        guard row.quantity.mantissa > 0 else { return }
        if isShare { return note(.positiveCredit, row, firstLine &+ at) }
        csv?.showPlain(row.start, line: firstLine &+ at)
        positiveCredit(TextID(rawValue: row.document), data.texts, &findings)
    }

    /// Notes whose document it is, of a row that may be the first to say so.
    @inline(__always)
    private mutating func noteOwner(
        _ row: PlainRow, _ line: Int, _ data: ReferenceData, _ findings: inout Findings
    ) {
        let (document, customer) = (TextID(rawValue: row.document), TextID(rawValue: row.customer))
        if owners.isOwner(customer, of: document) { return }
        if isShare {
            owners.claim(document, customer)
            return note(.owner, row, line)
        }
        if owners.takes(document, customer, data.customers) { return }
        csv?.showPlain(row.start, line: line)
        owners.check(document, customer, rows, data, &findings)
    }

    private mutating func note(_ kind: ShareEvent.Kind, _ row: PlainRow, _ line: Int) {
        events.append(
            ShareEvent(
                kind: kind, line: line, offset: csv?.offset(of: row.start) ?? 0,
                document: TextID(rawValue: row.document), customer: TextID(rawValue: row.customer)))
    }
}
