import Diagnostics

extension CSVScanner {
    /// Ends a record with broken quotes at its first line end, so that reading goes on with the next line.
    ///
    /// - Parameters:
    ///   - quote: where the quoted field began.
    ///   - at: where the trouble was seen.
    ///   - reached: how far was read in vain.
    mutating func recover(
        _ kind: CSVProblem, _ start: Int, quote: Int, at trouble: Int, _ reached: Int
    ) throws(Diagnostic) {
        recordStart = start
        recordEnd = start
        problemKind = kind
        problemOffset = quote - start
        let missed = reached - start
        let troubleOffset = trouble - start
        try endAtFirstLineEnd()
        try readToLineEnd(from: troubleOffset)
        let held = text.bytes(recordStart..<text.end)
        problemPlace = Self.place(in: held, line: line, offset: troubleOffset, count: 1, name: name)
        if problemPlace?.position.line != line {
            // The field ran over several lines, so most likely its first quote is the one that is wrong.
            problemPlace = Self.place(in: held, line: line, offset: problemOffset, count: 1, name: name)
        }
        fieldCount = 0
        nextLine = line + 1
        rescanned += max(0, missed - (recordEnd - recordStart))
        if rescanned > limits.rescanned {
            throw Diagnostic.error(
                "unclosed-quote", "too many quotes that are never closed", at: problemPlace?.position,
                excerpt: problemPlace?.excerpt)
        }
    }

    private mutating func endAtFirstLineEnd() throws(Diagnostic) {
        var at = recordStart
        while true {
            while at < text.end {
                let byte = text.byte(at)
                if byte == Byte.lineFeed
                    || (byte == Byte.carriageReturn && (at + 1 < text.end || text.isAtEnd))
                {
                    contentEnd = at
                    let second = text.byte(at + 1)
                    recordEnd = at + (byte == Byte.carriageReturn && second == Byte.lineFeed ? 2 : 1)
                    return
                }
                if byte == Byte.carriageReturn { break }
                at += 1
            }
            if text.isAtEnd {
                contentEnd = text.end
                recordEnd = text.end
                return
            }
            guard let moved = try text.refill(keepingFrom: recordStart) else { throw tooLong(recordStart) }
            recordStart -= moved
            at -= moved
        }
    }

    /// So that a message shows the whole line, wherever the pieces read from the file happen to end.
    private mutating func readToLineEnd(from offset: Int) throws(Diagnostic) {
        var offset = offset
        let last = offset + Self.longestExcerpt
        while true {
            while recordStart + offset < text.end {
                let byte = text.byte(recordStart + offset)
                if byte == Byte.lineFeed || byte == Byte.carriageReturn { return }
                offset += 1
            }
            if text.isAtEnd || offset > last { return }
            guard let moved = try text.refill(keepingFrom: recordStart) else { return }
            recordStart -= moved
            contentEnd -= moved
            recordEnd -= moved
        }
    }

    func tooLong(_ start: Int) -> Diagnostic {
        .error(
            "line-too-long", "a line of more than \(limits.record) bytes",
            at: Position(file: name, line: line),
            hint: "is this a text file, and are its line ends whole?")
    }

    /// Finds the delimiter and reads the heading line.
    mutating func readHeader(_ given: UInt8?) throws(Diagnostic) {
        if let given { delimiter = given } else { delimiter = try findDelimiter() }
        guard try next() else {
            throw Diagnostic.error(
                "empty-file", "`\(name)` is empty", at: Position(file: name),
                hint: "a CSV file begins with a line of column headings")
        }
        recordCount = 0
        if let problem = problem() { throw problem }
        let record = self.record
        header = (0..<fieldCount).map(record.text)
        rawHeader = Array(rawLine)
    }

    /// Counts the signs that can divide fields in the heading line, outside quotes; the most frequent is taken.
    private mutating func findDelimiter() throws(Diagnostic) -> UInt8 {
        var counts = (comma: 0, semicolon: 0, tab: 0)
        var at = 0
        var isQuoted = false
        var isStarted = false
        scanning: while true {
            while at < text.end {
                switch text.byte(at) {
                case Byte.quote: isQuoted.toggle()
                case Byte.comma: if !isQuoted { counts.comma += 1 }
                case Byte.semicolon: if !isQuoted { counts.semicolon += 1 }
                case Byte.tab: if !isQuoted { counts.tab += 1 }
                case Byte.lineFeed, Byte.carriageReturn:
                    if isStarted, !isQuoted { break scanning }
                    at += 1
                    continue
                default: break
                }
                isStarted = true
                at += 1
            }
            guard !text.isAtEnd, try text.refill(keepingFrom: 0) != nil else { break }
        }
        if counts.tab > counts.comma, counts.tab > counts.semicolon { return Byte.tab }
        return counts.semicolon > counts.comma ? Byte.semicolon : Byte.comma
    }
}
