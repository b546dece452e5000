import Diagnostics
import Notation

// The hot loop. Invariants that its unsafe reads rest on:
// 1. `memory[end..<end + 64]` is zero (``TextBuffer``), so a word loaded at any offset up to `end` lies inside the
//    allocation, and a scan that starts at or before `end` meets a zero byte there at the latest.
// 2. A zero byte before `end` is the file's own NUL and is passed over; the one at `end` ends the scan.
// 3. `refill` moves bytes: after it every offset is less by what it returns, and `memory` may be another block.
// 4. Field ranges count from the record's start, so that they stay right when the record moves.
extension CSVScanner {
    /// Finds the end of the record at `recordStart` and the fields in it.
    mutating func scanRecord() throws(Diagnostic) {
        let delimiter = self.delimiter
        let delimiters = ByteWords.filled(delimiter)
        let quotes = ByteWords.filled(Byte.quote)
        var base = UnsafeRawPointer(text.memory)
        var limit = text.end
        var isLast = text.isAtEnd
        var fields = self.fields
        var room = fieldCapacity
        var count = 0
        var start = recordStart
        var fieldStart = start
        var position = start
        var isQuoted = false
        var content = start
        var end = start
        var inside = 0
        var seen: UInt64 = 0
        problemKind = .none
        problemPlace = nil
        if !doubledFields.isEmpty { doubledFields.removeAll(keepingCapacity: true) }

        scanning: while true {
            if !isQuoted {
                plain: while true {
                    let word = ByteWords.load(base + position)
                    seen |= word
                    var hits =
                        ~(ByteWords.differs(word, delimiters) & ByteWords.differs(word, quotes)
                        & ByteWords.isNoControl(word)) & ByteWords.tops
                    while hits != 0 {
                        let at = position &+ hits.trailingZeroBitCount &>> 3
                        hits &= hits &- 1
                        let byte = base.load(fromByteOffset: at, as: UInt8.self)
                        if byte == delimiter {
                            if count == room { room = growFields(&fields) }
                            if count < room {
                                fields[count] = FieldRange(from: fieldStart, to: at, record: start)
                                count &+= 1
                            }
                            fieldStart = at &+ 1
                            continue
                        }
                        if byte == Byte.lineFeed {
                            content = at
                            end = at &+ 1
                        } else if byte == Byte.quote {
                            guard at == fieldStart else { continue }
                            isQuoted = true
                            position = at &+ 1
                            continue scanning
                        } else if byte == Byte.carriageReturn {
                            if at &+ 1 == limit, !isLast {
                                position = at
                                break plain
                            }
                            content = at
                            end =
                                at
                                &+ (base.load(fromByteOffset: at + 1, as: UInt8.self) == Byte.lineFeed
                                    ? 2 : 1)
                        } else if byte == 0 {
                            if at < limit {
                                noteProblem(.nul, at - start)
                                continue
                            }
                            if !isLast {
                                position = at
                                break plain
                            }
                            content = at
                            end = at
                        } else {
                            continue
                        }
                        if count == room { room = growFields(&fields) }
                        if count < room {
                            fields[count] = FieldRange(from: fieldStart, to: content, record: start)
                            count &+= 1
                        }
                        break scanning
                    }
                    position &+= 8
                }
            } else {
                quoted: while true {
                    let word = ByteWords.load(base + position)
                    seen |= word
                    let hits =
                        ~(ByteWords.differs(word, quotes) & ByteWords.isNoControl(word)) & ByteWords.tops
                    if hits == 0 {
                        position &+= 8
                        continue
                    }
                    let at = position &+ hits.trailingZeroBitCount &>> 3
                    let byte = base.load(fromByteOffset: at, as: UInt8.self)
                    if byte == 0, at >= limit {
                        position = at
                        if isLast {
                            return try recover(
                                .unclosedQuote, start, quote: fieldStart, at: fieldStart, limit)
                        }
                        break quoted
                    }
                    let following = base.load(fromByteOffset: at + 1, as: UInt8.self)
                    if byte != Byte.quote {
                        if byte == Byte.carriageReturn, at &+ 1 == limit, !isLast {
                            position = at
                            break quoted
                        }
                        position = at &+ 1
                        if byte == Byte.lineFeed {
                            inside &+= 1
                        } else if byte == Byte.carriageReturn {
                            inside &+= 1
                            if following == Byte.lineFeed { position &+= 1 }
                        } else if byte == 0 {
                            noteProblem(.nul, at - start)
                        }
                        continue
                    }
                    if following == Byte.quote {
                        if doubledFields.last != count { doubledFields.append(count) }
                        position = at &+ 2
                        continue
                    }
                    // The quote closes the field, if the byte behind it and a line feed after a CR are known.
                    if at &+ 2 >= limit, !isLast {
                        position = at
                        break quoted
                    }
                    let isEndOfText = at &+ 1 >= limit
                    guard
                        following == delimiter || following == Byte.lineFeed
                            || following == Byte.carriageReturn
                            || isEndOfText
                    else { return try recover(.textAfterQuote, start, quote: fieldStart, at: at + 1, at + 1) }
                    if count == room { room = growFields(&fields) }
                    if count < room {
                        fields[count] = FieldRange(from: fieldStart &+ 1, to: at, record: start)
                        count &+= 1
                    }
                    if following == delimiter {
                        fieldStart = at &+ 2
                        position = fieldStart
                        isQuoted = false
                        continue scanning
                    }
                    content = at &+ 1
                    end = content
                    if following == Byte.lineFeed {
                        end &+= 1
                    } else if following == Byte.carriageReturn {
                        end &+= base.load(fromByteOffset: at + 2, as: UInt8.self) == Byte.lineFeed ? 2 : 1
                    }
                    break scanning
                }
            }
            // Only here when the scan stands at the end of what is in memory, and more may come.
            guard let moved = try text.refill(keepingFrom: start) else {
                if isQuoted {
                    return try recover(.unclosedQuote, start, quote: fieldStart, at: fieldStart, limit)
                }
                throw tooLong(start)
            }
            base = UnsafeRawPointer(text.memory)
            limit = text.end
            isLast = text.isAtEnd
            start -= moved
            fieldStart -= moved
            position -= moved
        }

        recordStart = start
        contentEnd = content
        recordEnd = end
        fieldCount = count
        nextLine = line &+ inside &+ 1
        if seen & ByteWords.tops != 0 || !doubledFields.isEmpty || content &- start > limits.field
            || count != header.count || count > limits.columns
        {
            inspect(seen & ByteWords.tops != 0)
        }
    }

    /// Notes the first problem of a record only.
    mutating func noteProblem(_ kind: CSVProblem, _ offset: Int) {
        guard problemKind == .none else { return }
        problemKind = kind
        problemOffset = offset
    }

    /// What most records do not need: text that is not ASCII, doubled quotes, counts that are off, great length.
    private mutating func inspect(_ isNotASCII: Bool) {
        if isNotASCII, let offset = UTF8Text.firstInvalid(rawRecord) { noteProblem(.invalidUTF8, offset) }
        if !header.isEmpty, fieldCount != header.count { noteProblem(.fieldCount, 0) }
        if fieldCount > limits.columns { noteProblem(.tooManyColumns, 0) }
        if contentEnd - recordStart > limits.field {
            for i in 0..<fieldCount where Int(fields[i].count) > limits.field {
                noteProblem(.fieldTooLong, Int(fields[i].offset))
            }
        }
        if !doubledFields.isEmpty { writeOutDoubledFields() }
    }

    /// Copies the fields with doubled quotes behind the buffer, each pair as one quote.
    private mutating func writeOutDoubledFields() {
        let base = text.memory + recordStart
        var target = text.spareOffset - recordStart
        for index in doubledFields where index < fieldCount {
            let field = fields[index]
            var at = Int(field.offset)
            let end = at + Int(field.count)
            let begin = target
            while at < end {
                let byte = base.load(fromByteOffset: at, as: UInt8.self)
                base.storeBytes(of: byte, toByteOffset: target, as: UInt8.self)
                target += 1
                at += byte == Byte.quote ? 2 : 1
            }
            fields[index] = FieldRange(offset: UInt32(begin), count: UInt32(target - begin))
        }
    }

    /// Makes room for more fields, up to one past the limit of columns; returns how many there is room for.
    private mutating func growFields(_ local: inout UnsafeMutablePointer<FieldRange>) -> Int {
        let larger = min(fieldCapacity * 2, limits.columns + 1)
        guard larger > fieldCapacity else { return fieldCapacity }
        let block = UnsafeMutablePointer<FieldRange>.allocate(capacity: larger)
        block.update(from: fields, count: fieldCapacity)
        fields.deallocate()
        fields = block
        fieldCapacity = larger
        local = block
        return larger
    }
}

extension FieldRange {
    @inline(__always)
    init(from start: Int, to end: Int, record: Int) {
        offset = UInt32(truncatingIfNeeded: start &- record)
        count = UInt32(truncatingIfNeeded: end &- start)
    }
}
