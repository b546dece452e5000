package import Commerce
package import Diagnostics

// An invoice file on several threads. Each reads a share of it: plain rows it carries into sums of its own, all else
// it notes. Then the shares are put together in the order of the file, and what was noted is settled, so that sums,
// findings and rejected rows are those of a reading from start to end.
//
// Where a share begins is a guess: behind a line end that might stand in quotes. It was right where the share before
// ends exactly there. Where not, the share is thrown away and its rows are read again.
extension InvoiceReader {
    /// A share of fewer bytes is not worth a thread.
    package static let smallestShare = 4 << 20

    /// Reads all lines into `sums` on several threads.
    ///
    /// - Returns: false where the file is not one for shares. Nothing has been read then.
    package mutating func readShares<Sums: InvoiceSums>(
        _ count: Int, smallest: Int = smallestShare, into sums: inout Sums, _ data: inout ReferenceData,
        _ findings: inout Findings
    ) async throws(Diagnostic) -> Bool {
        let starts = try starts(of: count, smallest: smallest)
        guard starts.count > 1, let csv else { return false }
        let known = data.texts.count
        var shares = await shares(starts, sums, data)
        guard shares.allSatisfy(\.isWhole) else { return false }
        var place = (offset: csv.nextOffset, line: csv.nextLine)
        // The last first, so that each can be let go.
        shares.reverse()
        while var share = shares.popLast() {
            if share.start > place.offset {
                place = try readOn(from: place, to: share.start, &sums, &data, &findings)
            }
            guard share.start == place.offset else { continue }
            try settle(&share, firstLine: place.line, known: known, &sums, &data, &findings)
            place = (share.end, place.line + share.lineCount)
        }
        // Where the last shares were thrown away, their rows are still to come.
        _ = try readOn(from: place, to: .max, &sums, &data, &findings)
        return true
    }

    /// Where shares begin; one where the file is not to be shared.
    private func starts(of count: Int, smallest: Int) throws(Diagnostic) -> [Int] {
        csv == nil || repeats.isWatching ? [] : try rows.shareStarts(of: count, smallest: smallest)
    }

    private func shares<Sums: InvoiceSums>(
        _ starts: [Int], _ empty: Sums, _ data: ReferenceData
    ) async -> [InvoiceShare<Sums>] {
        let (file, source, names) = (rows.file, source, names)
        let (wantsDescriptions, days) = (wantsDescriptions, days)
        return await withTaskGroup(of: (Int, InvoiceShare<Sums>?).self) { group in
            for at in starts.indices {
                let stop = at + 1 < starts.count ? starts[at + 1] : Int.max
                group.addTask {
                    let reader = try? InvoiceReader(
                        file, source: source, names: names, duplicates: .keep,
                        wantsDescriptions: wantsDescriptions, watchesRepeats: false, days: days,
                        rejects: RejectsWriter(file, folder: "", isSilent: true))
                    guard let reader else { return (at, nil) }
                    return (at, InvoiceShare(reader, from: starts[at], to: stop, empty.another(), data))
                }
            }
            var shares = [InvoiceShare<Sums>?](repeating: nil, count: starts.count)
            for await (at, share) in group { shares[at] = share }
            return shares.contains { $0 == nil } ? [] : shares.compactMap { $0 }
        }
    }

    /// Reads rows one after the other from a place up to an offset; where it ended.
    private mutating func readOn<Sums: InvoiceSums>(
        from place: (offset: Int, line: Int), to stop: Int, _ sums: inout Sums, _ data: inout ReferenceData,
        _ findings: inout Findings
    ) throws(Diagnostic) -> (offset: Int, line: Int) {
        guard let csv else { return place }
        try csv.seek(to: place.offset, line: place.line)
        csv.stop = stop
        var lines: [InvoiceLine] = []
        while try next(&lines, &data, &findings) { sums.add(lines, tables, data.texts) }
        csv.stop = .max
        return (csv.nextOffset, csv.nextLine)
    }

    /// Adds a share to what stands before it.
    private mutating func settle<Sums: InvoiceSums>(
        _ share: inout InvoiceShare<Sums>, firstLine: Int, known: Int, _ sums: inout Sums,
        _ data: inout ReferenceData, _ findings: inout Findings
    ) throws(Diagnostic) {
        let ids: RenamedTexts
        if data.texts.count == known {
            // The first share begins with the same texts, so that all of them may stay as they are.
            data.texts = share.takeTexts()
            ids = RenamedTexts(known: data.texts.count)
        } else {
            ids = RenamedTexts(share.texts, known: known, into: &data.texts)
        }
        rows.account.read += share.rowCount
        for (item, count) in share.unknownItems { unknownItems[ids[item], default: 0] += count }
        var lines: [InvoiceLine] = []
        for event in share.events {
            let line = firstLine + event.line - 1
            let (document, customer) = (ids[event.document], ids[event.customer])
            switch event.kind {
            case .record:
                try csv?.seek(to: event.offset, line: line)
                csv?.stop = event.offset + 1
                let count = try rows.nextBlock(&findings, isAlone: true)
                if count > 0 { take(count, &lines, &data, &findings) }
                csv?.stop = .max
            case .owner:
                if owners.takes(document, customer, data.customers) { continue }
                try show(event, line)
                owners.check(document, customer, rows, data, &findings)
            case .positiveCredit:
                try show(event, line)
                positiveCredit(document, data.texts, &findings)
            }
        }
        if !lines.isEmpty { sums.add(lines, tables, data.texts) }
        sums.add(share.takeSums(), linesBefore: firstLine - 1, ids)
    }

    /// Makes the row of an event the current record.
    private func show(_ event: ShareEvent, _ line: Int) throws(Diagnostic) {
        try csv?.seek(to: event.offset, line: line)
        _ = try csv?.next()
    }
}
