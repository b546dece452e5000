import Diagnostics

extension RowReading {
    /// Where shares of the file begin, about equally large; one or none where it is not to be shared.
    ///
    /// All but the first are guesses (``CSVScanner/likelyStart(from:)``): right where the share before ends exactly there.
    func shareStarts(of count: Int, smallest: Int) throws(Diagnostic) -> [Int] {
        guard count > 1, case .csv(let csv) = reader, csv.isVerbatim else { return [] }
        let first = csv.nextOffset
        let size = (file.contents?.count ?? Path.size(file.path)) - first
        let wanted = min(count, size / max(1, smallest))
        var starts = [first]
        guard wanted > 1, case .csv(let scout) = try RecordReader(file) else { return starts }
        for at in 1..<wanted {
            let border = first + size / wanted * at
            if border > starts[starts.count - 1], let start = try scout.likelyStart(from: border),
                start > starts[starts.count - 1], start < first + size
            {
                starts.append(start)
            }
        }
        return starts
    }
}
