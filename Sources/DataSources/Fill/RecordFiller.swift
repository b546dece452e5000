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
            RecordText.append(field: Array(headings[at].utf8), delimiter: reader.delimiter, to: &out)
        }
        out.append(contentsOf: line[end...])
    }

    /// Appends the current record as it stands.
    package func appendUnchanged(to out: inout [UInt8]) {
        out.append(contentsOf: reader.rawLine)
    }

    /// Appends the current record with its values; an empty value changes nothing and puts an empty field behind.
    package func append(_ values: [[UInt8]], to out: inout [UInt8]) {
        var fills: [Int: [UInt8]] = [:]
        for (at, place) in places.enumerated() {
            guard let place, !values[at].isEmpty, reader.record[place].isEmpty else { continue }
            fills[place] = values[at]
        }
        RecordText.append(reader, replacing: fills, to: &out)
        for at in values.indices where places[at] == nil {
            out.append(reader.delimiter)
            RecordText.append(field: values[at], delimiter: reader.delimiter, to: &out)
        }
        out.append(contentsOf: reader.rawLine[reader.rawRecord.count...])
    }
}
