/// Writes the records of a CSV file back as they are, with some fields filled in and new ones put behind.
///
/// Every other byte stays: quotes, blanks, line ends, blank lines. A field that is filled is quoted where it
/// must be; one that holds something already is left alone.
package struct RecordFiller {
    private let reader: CSVReader
    /// For each value of a record: the column it fills, or nil where it is put behind.
    private let places: [Int?]
    private let headings: [String]

    /// - Parameters:
    ///   - columns: where each value goes: the column of the file that is meant for it, -1 where there is none.
    ///   - headings: what a value without a column is called in the heading line.
    package init(_ reader: CSVReader, columns: [Int], headings: [String]) {
        self.reader = reader
        self.headings = headings
        places = columns.map { $0 >= 0 ? $0 : nil }
        reader.keepsBlankLines = true
    }

    /// Appends the heading line, with the headings of the values that are put behind.
    package func appendHeading(to out: inout [UInt8]) {
        if reader.hasByteOrderMark { out.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
        let line = reader.rawHeader
        let end = line.lastIndex { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }.map { $0 + 1 } ?? 0
        out.append(contentsOf: line[..<end])
        for (at, place) in places.enumerated() where place == nil {
            out.append(reader.delimiter)
            appendField(Array(headings[at].utf8), to: &out)
        }
        out.append(contentsOf: line[end...])
    }

    /// Appends the current record as it stands.
    package func appendUnchanged(to out: inout [UInt8]) {
        out.append(contentsOf: reader.rawLine)
    }

    /// Appends the current record with its values; an empty value changes nothing and puts an empty field behind.
    package func append(_ values: [[UInt8]], to out: inout [UInt8]) {
        let raw = reader.rawRecord
        let fills = values.indices.filter { at in
            places[at].map { !values[at].isEmpty && reader.record[$0].isEmpty } ?? false
        }
        if fills.isEmpty {
            out.append(contentsOf: raw)
        } else {
            let ranges = reader.rawRanges()
            var from = 0
            for at in fills.sorted(by: { (places[$0] ?? 0) < (places[$1] ?? 0) }) {
                guard let column = places[at], column < ranges.count else { continue }
                out.append(contentsOf: raw[from..<ranges[column].lowerBound])
                appendField(values[at], to: &out)
                from = ranges[column].upperBound
            }
            out.append(contentsOf: raw[from...])
        }
        for at in values.indices where places[at] == nil {
            out.append(reader.delimiter)
            appendField(values[at], to: &out)
        }
        out.append(contentsOf: reader.rawLine[raw.count...])
    }

    private func appendField(_ text: [UInt8], to out: inout [UInt8]) {
        let isPlain = text.allSatisfy {
            $0 != reader.delimiter && $0 != Byte.quote && $0 != Byte.lineFeed && $0 != Byte.carriageReturn
        }
        if isPlain, text.first != Byte.space, text.last != Byte.space {
            out.append(contentsOf: text)
            return
        }
        out.append(Byte.quote)
        for byte in text {
            if byte == Byte.quote { out.append(Byte.quote) }
            out.append(byte)
        }
        out.append(Byte.quote)
    }
}
