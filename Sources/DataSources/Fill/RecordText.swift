/// Writes fields into the text of a CSV record; every byte of the other fields stays.
enum RecordText {
    /// Appends a field, quoted where it must be.
    static func append(field text: [UInt8], delimiter: UInt8, to out: inout [UInt8]) {
        let isPlain = text.allSatisfy {
            $0 != delimiter && $0 != Byte.quote && $0 != Byte.lineFeed && $0 != Byte.carriageReturn
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

    /// Appends a reader's current record, without its line end, with some of its fields replaced.
    static func append(_ reader: CSVReader, replacing values: [Int: [UInt8]], to out: inout [UInt8]) {
        let raw = reader.rawRecord
        guard !values.isEmpty else {
            out.append(contentsOf: raw)
            return
        }
        let ranges = reader.rawRanges()
        var from = 0
        for (column, value) in values.sorted(by: { $0.key < $1.key }) where column < ranges.count {
            out.append(contentsOf: raw[from..<ranges[column].lowerBound])
            append(field: value, delimiter: reader.delimiter, to: &out)
            from = ranges[column].upperBound
        }
        out.append(contentsOf: raw[from...])
    }

    /// Appends a record of fields, without a line end.
    static func append(record fields: [[UInt8]], delimiter: UInt8, to out: inout [UInt8]) {
        for (at, field) in fields.enumerated() {
            if at > 0 { out.append(delimiter) }
            append(field: field, delimiter: delimiter, to: &out)
        }
    }
}

extension CSVReader {
    /// The line end that the heading line has, else LF.
    var lineEnd: [UInt8] {
        switch rawHeader.last {
        case Byte.carriageReturn: [Byte.carriageReturn]
        case Byte.lineFeed where rawHeader.dropLast().last == Byte.carriageReturn:
            [Byte.carriageReturn, Byte.lineFeed]
        default: [Byte.lineFeed]
        }
    }
}
