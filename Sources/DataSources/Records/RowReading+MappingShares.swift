import Commerce
import Diagnostics

// A mapping file on several threads. They read shares of it with texts of their own (``MappingShare``); here these are put
// one behind the other in the order of the file, and rows that are not sound are read again, so that rows, findings and
// rejected rows are those of a reading from start to end. Only the numbers of the texts may differ, which nothing shows.
extension RowReading {
    mutating func readMappings(
        _ shares: MappingShares, _ csv: CSVReader, _ read: inout MappingColumns, _ data: inout ReferenceData,
        _ names: CustomerNames, _ findings: inout Findings
    ) throws(Diagnostic) {
        defer { shares.stop() }
        var place = (offset: csv.nextOffset, line: csv.nextLine)
        var texts = [RenamedTexts](repeating: RenamedTexts(known: shares.knownCount), count: shares.readers)
        var own = MappingShares.Own()
        for at in shares.starts.indices {
            guard let share = shares.take(at, &own) else { continue }
            // Also of a share that is not used: the next ones of its thread have the same texts.
            texts[share.reader].add(share.texts, into: &data.texts)
            guard share.isWhole, share.start >= place.offset else { continue }
            if share.start > place.offset {
                place = try readOn(from: place, to: share.start, csv, &read, &data, names, &findings)
            }
            // Where the guess of its start was wrong, the share is thrown away.
            if share.start != place.offset { continue }
            try take(share, texts[share.reader], firstLine: place.line, csv, &read, &data, names, &findings)
            place = (share.end, place.line + share.lineCount)
            shares.giveBack(share)
        }
        _ = try readOn(from: place, to: .max, csv, &read, &data, names, &findings)
    }

    /// Reads rows from a place up to an offset; where it ended.
    private mutating func readOn(
        from place: (offset: Int, line: Int), to stop: Int, _ csv: CSVReader, _ read: inout MappingColumns,
        _ data: inout ReferenceData, _ names: CustomerNames, _ findings: inout Findings
    ) throws(Diagnostic) -> (offset: Int, line: Int) {
        try csv.seek(to: place.offset, line: place.line)
        csv.stop = stop
        try readMappings(&read, &data, names, &findings)
        csv.stop = .max
        return (csv.nextOffset, csv.nextLine)
    }

    /// Puts a share behind what stands before it.
    private mutating func take(
        _ share: MappingShare, _ texts: RenamedTexts, firstLine: Int, _ csv: CSVReader,
        _ read: inout MappingColumns, _ data: inout ReferenceData, _ names: CustomerNames,
        _ findings: inout Findings
    ) throws(Diagnostic) {
        let factors = share.unitFactors.map { data.mappings.unitFactorIndex($0) }
        let rows = share.rows
        let places = data.mappings.rows.places(ofTermsOf: rows, texts, unitFactors: factors)
        func join(_ range: Range<Int>) {
            var numbers: [TextID] = []
            for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.joinedAtOnce) {
                let some = start..<min(start + Self.joinedAtOnce, range.upperBound)
                numbers.removeAll(keepingCapacity: true)
                share.numbers?.name(
                    some.count, { rows.number(at: start + $0).index }, in: &data.texts, into: &numbers)
                data.mappings.rows.append(
                    rows, some, linesBefore: firstLine - 1, texts, places: places, numbers: numbers)
            }
        }
        account.read += share.rowCount - share.refused.count
        var taken = 0
        for row in share.refused {
            let before = rows.count(before: UInt32(truncatingIfNeeded: row.line))
            join(taken..<before)
            taken = before
            let place = (row.offset, firstLine + row.line - 1)
            _ = try readOn(from: place, to: row.offset + 1, csv, &read, &data, names, &findings)
        }
        join(taken..<rows.count)
    }

    /// So many numbers are looked for together.
    private static var joinedAtOnce: Int { 256 }
}
