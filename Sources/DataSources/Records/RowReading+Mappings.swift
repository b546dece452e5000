import Commerce
import Diagnostics
import Notation

extension RowReading {
    /// Reads the item customer mapping; every row is kept, as the audit names what is wrong with it.
    ///
    /// - Parameter shares: Of the file, where several threads read it.
    mutating func readMappings(
        into data: inout ReferenceData, _ names: CustomerNames, wantsDescriptions: Bool,
        _ shares: MappingShares?, _ findings: inout Findings
    ) throws(Diagnostic) {
        data.mappings.source = source
        var read = MappingColumns(columns, file, width: width, wantsDescriptions: wantsDescriptions)
        if let shares, case .csv(let csv) = reader {
            try readMappings(shares, csv, &read, &data, names, &findings)
        } else {
            try readMappings(&read, &data, names, &findings)
        }
    }

    /// Reads rows to the end of the file, or to where its reader stops.
    mutating func readMappings(
        _ read: inout MappingColumns, _ data: inout ReferenceData, _ names: CustomerNames,
        _ findings: inout Findings
    ) throws(Diagnostic) {
        // How many plain rows stood together before the row that was none.
        var plainRun = 0
        while true {
            if case .csv(let csv) = reader {
                let count = try read.readPlain(csv, &data)
                account.read += count
                plainRun += count
                if count > 0 { continue }
            }
            // One row among many plain ones is read alone; a stretch of others is faster together.
            let count = try nextBlock(&findings, isAlone: plainRun > 32)
            plainRun = 0
            if count == 0 { return }
            let block = reader.block
            read.columns(block, &data.texts)
            for row in 0..<count {
                if let mapping = read.row(row, block, file) {
                    read.take(mapping, row, block)
                } else {
                    reader.show(row)
                    let mapping = readMapping(&read, row, block, &data, names)
                    if settle(&findings) { read.take(mapping, row, block) }
                }
            }
            read.flush(block, &data)
        }
    }

    /// Reads the current row field by field, and notes what is wrong with it.
    private mutating func readMapping(
        _ read: inout MappingColumns, _ at: Int, _ block: RecordBlock, _ data: inout ReferenceData,
        _ names: CustomerNames
    ) -> MappingRow {
        let id = read.customers[at]
        let customer = id.isBlank ? self.customer(id, names, &data.texts) : id
        require(read.items[at], .itemNumber)
        if read.number(at, block).isEmpty { missing(.customerItemNumber) }
        var row = MappingRow(
            account: account(of: customer, &data.texts), item: read.items[at], number: .blank,
            line: UInt32(truncatingIfNeeded: reader.line))
        row.unit = read.units[at]
        row.revision = read.revisions[at]
        row.unitFactor = read.factors.read(&self, &data)
        row.validFrom = day(.validFrom)?.number ?? .min
        row.validTo = day(.validTo)?.number ?? .max
        row.isPreferred = flag(.preferred, standard: false)
        row.isActive = flag(.active, standard: true)
        return row
    }

    private func account(of customer: TextID, _ texts: inout Texts) -> Account {
        if !customer.isBlank { return .customer(customer) }
        let group = text(.customerGroup, &texts)
        return group.isBlank ? .everyone : .group(group)
    }
}
