import Diagnostics

// Reading a part of a file. Offsets count bytes from the start of the file.
extension CSVScanner {
    /// The offset of a byte in memory.
    @inline(__always)
    func offset(of at: Int) -> Int { text.source.startOffset + text.givenUp + at }

    /// Where the next record begins.
    var nextOffset: Int { offset(of: recordEnd) }

    /// Goes to a record that begins at `offset` and on `line`: it is the next one.
    mutating func seek(to offset: Int, line: Int) throws(Diagnostic) {
        (shownFields, blockCount, fieldCount) = (nil, 0, 0)
        let at = offset - self.offset(of: 0)
        if at >= 0, at <= text.end {
            recordEnd = at
        } else {
            try text.seek(to: offset)
            recordEnd = 0
        }
        (recordStart, contentEnd) = (recordEnd, recordEnd)
        nextLine = line
    }

    /// Where, at `offset` or behind it, a record most likely begins: behind a line end, where the records that follow
    /// are sound and have as many fields as the heading. Nil where none is found within what fits in memory.
    ///
    /// Only reading the file from its start can be sure, as the line end may stand in quotes.
    mutating func likelyStart(from offset: Int) throws(Diagnostic) -> Int? {
        try text.seek(to: offset)
        (recordStart, recordEnd, contentEnd) = (0, 0, 0)
        while text.end < text.capacity, !text.isAtEnd { _ = try text.refill(keepingFrom: 0) }
        var starts: [Int] = []
        var at = 0
        while at + 1 < text.end, starts.count < 64 {
            let byte = text.byte(at)
            at += 1
            if byte == Byte.lineFeed || byte == Byte.carriageReturn && text.byte(at) != Byte.lineFeed {
                starts.append(self.offset(of: at))
            }
        }
        for start in starts where try looksSound(start) { return start }
        return nil
    }

    private mutating func looksSound(_ start: Int) throws(Diagnostic) -> Bool {
        try seek(to: start, line: 1)
        for _ in 0..<4 {
            guard try next() else { break }
            if problemKind != .none { return false }
        }
        return recordCount > 0
    }
}
