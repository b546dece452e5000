import Notation

// Many records at once. Its unsafe reads rest on the invariants of ``CSVScanner/scanRecord()``, and on these:
// 1. A block never refills, so what it says of `memory` holds until the next call of `next` or `scanBlock`.
// 2. `blockFields` has room for `blockSize` records of as many fields as the heading has.
// 3. Field ranges of a block count from `memory`.
extension CSVScanner {
    /// Records in a block: few enough that their text and their fields stay in the cache.
    static var blockSize: Int { 256 }

    /// Finds the records that follow, as long as nothing is out of the ordinary: as many fields as the heading, no
    /// line end or doubled quote in quotes, valid UTF-8, whole in memory. Returns how many, 0 where ``next()`` has
    /// to look at the next one.
    mutating func scanBlock() -> Int {
        let columns = header.count
        let last = stop == .max ? text.end : stop - offset(of: 0)
        guard columns > 0, columns <= 64, !keepsBlankLines, recordEnd < min(text.end, last) else { return 0 }
        let fields = roomForBlock(columns)
        let delimiter = self.delimiter
        let delimiters = ByteWords.filled(delimiter)
        let quotes = ByteWords.filled(Byte.quote)
        let base = UnsafeRawPointer(text.memory)
        let limit = text.end
        let longest = limits.field
        var start = recordEnd
        var fieldStart = start
        var position = start
        var field = fields
        var lastField = fields + (columns - 1)
        var found = 0
        var isASCII = true
        scanning: while true {
            let word = ByteWords.load(base + position)
            var hits =
                ~(ByteWords.differs(word, delimiters) & ByteWords.differs(word, quotes)
                & ByteWords.isNoControl(word)) & ByteWords.tops
            if word & ByteWords.tops != 0 { isASCII = false }
            while hits != 0 {
                let at = position &+ hits.trailingZeroBitCount &>> 3
                hits &= hits &- 1
                let byte = base.load(fromByteOffset: at, as: UInt8.self)
                if byte == delimiter {
                    if field == lastField { break scanning }
                    field.pointee = FieldRange(from: fieldStart, to: at, record: 0)
                    field += 1
                    fieldStart = at &+ 1
                    continue
                }
                var content = at
                var end = at &+ 1
                if byte == Byte.quote {
                    if at != fieldStart { continue }
                    guard let close = closingQuote(from: at &+ 1, limit, quotes, &isASCII) else {
                        break scanning
                    }
                    let following = base.load(fromByteOffset: close &+ 1, as: UInt8.self)
                    field.pointee = FieldRange(from: at &+ 1, to: close, record: 0)
                    if following == delimiter {
                        if field == lastField { break scanning }
                        field += 1
                        fieldStart = close &+ 2
                        position = fieldStart
                        continue scanning
                    }
                    content = close &+ 1
                    end = close &+ 2
                    if following == Byte.carriageReturn {
                        guard base.load(fromByteOffset: end, as: UInt8.self) == Byte.lineFeed else {
                            break scanning
                        }
                        end &+= 1
                    } else if following != Byte.lineFeed {
                        break scanning
                    }
                    hits = 0
                } else if byte == Byte.lineFeed {
                    if at > fieldStart,
                        base.load(fromByteOffset: at &- 1, as: UInt8.self) == Byte.carriageReturn
                    {
                        content = at &- 1
                    }
                    field.pointee = FieldRange(from: fieldStart, to: content, record: 0)
                } else if byte == Byte.carriageReturn {
                    // One that ends a line alone is rare.
                    if base.load(fromByteOffset: at &+ 1, as: UInt8.self) != Byte.lineFeed { break scanning }
                    continue
                } else if byte == 0 {
                    break scanning
                } else {
                    continue
                }
                if field != lastField || content == start || content &- start > longest
                    || !isASCII && UTF8Text.firstInvalid(text.bytes(start..<content)) != nil
                {
                    break scanning
                }
                blockStarts[found] = start
                blockEnds[found] = content
                found &+= 1
                start = end
                fieldStart = end
                isASCII = word & ByteWords.tops == 0
                if found == Self.blockSize || start >= last { break scanning }
                field = lastField + 1
                lastField += columns
                if byte == Byte.quote {
                    isASCII = true
                    position = end
                    continue scanning
                }
            }
            position &+= 8
        }
        if found == 0 { return 0 }
        problemKind = .none
        recordEnd = start
        recordCount += found
        blockLine = nextLine
        blockCount = found
        nextLine &+= found
        return found
    }

    /// The quote that ends a field, where the field has neither line ends nor doubled quotes; nil for all else.
    @inline(__always)
    private func closingQuote(from start: Int, _ limit: Int, _ quotes: UInt64, _ isASCII: inout Bool) -> Int?
    {
        let base = UnsafeRawPointer(text.memory)
        var position = start
        while true {
            let word = ByteWords.load(base + position)
            if word & ByteWords.tops != 0 { isASCII = false }
            var hits = ~(ByteWords.differs(word, quotes) & ByteWords.isNoControl(word)) & ByteWords.tops
            while hits != 0 {
                let at = position &+ hits.trailingZeroBitCount &>> 3
                hits &= hits &- 1
                let byte = base.load(fromByteOffset: at, as: UInt8.self)
                if byte == Byte.quote { return at &+ 2 < limit ? at : nil }
                if byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == 0 { return nil }
            }
            position &+= 8
        }
    }

    private mutating func roomForBlock(_ columns: Int) -> UnsafeMutablePointer<FieldRange> {
        if let block = blockFields { return block }
        let block = UnsafeMutablePointer<FieldRange>.allocate(capacity: columns * Self.blockSize)
        block.initialize(repeating: FieldRange(offset: 0, count: 0), count: columns * Self.blockSize)
        blockFields = block
        blockStarts = [Int](repeating: 0, count: Self.blockSize)
        blockEnds = blockStarts
        return block
    }

    /// The records of the last block; the current record alone where that came from ``next()``.
    var block: RecordBlock {
        if blockCount > 0, let fields = blockFields {
            return RecordBlock(
                base: UnsafeRawPointer(text.memory), fields: fields, columns: header.count, count: blockCount,
                line: blockLine)
        }
        return RecordBlock(
            base: UnsafeRawPointer(text.memory + recordStart), fields: fields, columns: fieldCount, count: 1,
            line: line)
    }

    /// Makes a record of the last block the current one.
    mutating func show(_ index: Int) {
        guard index < blockCount, let fields = blockFields else { return }
        recordStart = blockStarts[index]
        contentEnd = blockEnds[index]
        line = blockLine + index
        fieldCount = header.count
        shownFields = fields + index * header.count
        problemKind = .none
    }
}
