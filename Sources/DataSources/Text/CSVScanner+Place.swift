import Diagnostics

extension CSVScanner {
    /// Where a field of the current record stands; found again from the raw record, for a message.
    func place(ofField index: Int) -> Place {
        guard let range = rawRange(ofField: index) else { return placeOfRecord() }
        var place = place(atOffset: range.lowerBound, count: range.count)
        if range.isEmpty { place.position.length = 1 }
        return place
    }

    /// Where the current record stands, as a whole line.
    func placeOfRecord() -> Place {
        var place = place(atOffset: 0, count: 0)
        place.position.column = 0
        return place
    }

    func place(atOffset offset: Int, count: Int) -> Place {
        Self.place(in: rawRecord, line: line, offset: offset, count: count, name: name)
    }

    /// The bytes of a field in ``rawRecord``, its quotes among them; nil where the record has no such field.
    func rawRange(ofField index: Int) -> Range<Int>? {
        guard index >= 0, index < fieldCount else { return nil }
        return rawRanges()[index]
    }

    /// As ``rawRange(ofField:)``, for all fields of the current record.
    func rawRanges() -> [Range<Int>] {
        let bytes = rawRecord
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(fieldCount)
        var fieldStart = 0
        var isQuoted = false
        for (i, byte) in bytes.enumerated() {
            if byte == Byte.quote {
                // A doubled quote turns it off and on again.
                if isQuoted {
                    isQuoted = false
                } else if i == fieldStart || reopens(bytes, i, fieldStart) {
                    isQuoted = true
                }
            } else if byte == delimiter, !isQuoted {
                ranges.append(fieldStart..<i)
                fieldStart = i + 1
            }
        }
        ranges.append(fieldStart..<bytes.count)
        return ranges
    }

    private func reopens(_ bytes: UnsafeRawBufferPointer, _ i: Int, _ fieldStart: Int) -> Bool {
        bytes[fieldStart] == Byte.quote && i > fieldStart + 1 && bytes[i - 1] == Byte.quote
    }

    /// Finds line, column and the text of the line for an offset in bytes whose first line is `line`.
    static func place(
        in bytes: UnsafeRawBufferPointer, line: Int, offset: Int, count: Int, name: String
    ) -> Place {
        let offset = max(0, min(offset, bytes.count))
        var line = line
        var lineStart = 0
        var i = 0
        while i < offset {
            let byte = bytes[i]
            i += 1
            if byte == Byte.lineFeed
                || (byte == Byte.carriageReturn && !(i < bytes.count && bytes[i] == Byte.lineFeed))
            {
                guard i <= offset else { break }
                line += 1
                lineStart = i
            }
        }
        var lineEnd = offset
        while lineEnd < bytes.count, bytes[lineEnd] != Byte.lineFeed, bytes[lineEnd] != Byte.carriageReturn {
            lineEnd += 1
        }
        let column = String(decoding: bytes[lineStart..<offset], as: UTF8.self).count + 1
        let marked = bytes[offset..<min(lineEnd, offset + count)]
        let length = String(decoding: marked, as: UTF8.self).count
        let isShort = lineEnd - lineStart <= longestExcerpt
        return Place(
            position: Position(file: name, line: line, column: column, length: max(1, length)),
            excerpt: isShort ? String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self) : nil)
    }

    /// A longer line is not shown: it would be held as often as it has findings.
    static var longestExcerpt: Int { 20_000 }
}
