import Commerce
import DataSources

/// The sums of a report over the invoice lines of one share of the documents.
struct ReportSums: InvoiceSums {
    var pass: InvoicePass
    let shard: Shard

    mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ texts: borrowing Texts) {
        if shard.count == 1 { return pass.add(lines, tables) }
        var last = TextID(rawValue: -1)
        var takes = false
        let share = lines.filter { line in
            if line.document != last {
                last = line.document
                takes = shard.takes(line.document, texts)
            }
            return takes
        }
        pass.add(share, tables)
    }

    mutating func add(_ other: consuming ReportSums, linesBefore: Int, _ ids: RenamedTexts) {
        pass.add(other.pass, linesBefore: linesBefore, ids)
    }

    func another() -> ReportSums {
        ReportSums(pass: pass.another(), shard: shard)
    }
}
