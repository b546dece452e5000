/// Tells whether a line begins a block of its own where no paragraph is open: what ends a table (GFM 4.10).
enum BlockStart {
    /// `cursor` stands behind the marks of the containers.
    static func opens(_ cursor: LineCursor) -> Bool {
        if cursor.indent >= 4 { return true }
        var cursor = cursor
        cursor.skipBlanks()
        switch cursor.peek {
        case UInt8(ascii: ">"): return true
        case UInt8(ascii: "#"): return isHeading(cursor)
        case UInt8(ascii: "`"), UInt8(ascii: "~"): return isFence(cursor)
        case UInt8(ascii: "<"): return HTMLBlockStart.opens(cursor.bytes, cursor.rest)
        default: return isThematicBreak(cursor) || listMarker(cursor) != nil
        }
    }

    /// The width of the list marker under the cursor, bullet or number, also of an empty item.
    static func listMarker(_ cursor: LineCursor) -> Int? {
        let bytes = cursor.bytes
        var index = cursor.offset
        guard let first = cursor.peek else { return nil }
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: "*") {
            index += 1
        } else {
            while index < cursor.end, isDigit(bytes[index]) { index += 1 }
            let digits = index - cursor.offset
            guard (1...9).contains(digits), index < cursor.end,
                bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")")
            else { return nil }
            index += 1
        }
        guard index == cursor.end || isBlank(bytes[index]) else { return nil }
        return index - cursor.offset
    }

    static func isThematicBreak(_ cursor: LineCursor) -> Bool {
        guard let mark = cursor.peek,
            mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_")
        else { return false }
        var count = 0
        for index in cursor.rest {
            let byte = cursor.bytes[index]
            if byte == mark { count += 1 } else if !isBlank(byte) { return false }
        }
        return count >= 3
    }

    private static func isHeading(_ cursor: LineCursor) -> Bool {
        var index = cursor.offset
        while index < cursor.end, cursor.bytes[index] == UInt8(ascii: "#") { index += 1 }
        guard index - cursor.offset <= 6 else { return false }
        return index == cursor.end || isBlank(cursor.bytes[index])
    }

    private static func isFence(_ cursor: LineCursor) -> Bool {
        guard let mark = cursor.peek else { return false }
        var index = cursor.offset
        while index < cursor.end, cursor.bytes[index] == mark { index += 1 }
        guard index - cursor.offset >= 3 else { return false }
        return mark == UInt8(ascii: "~") || !cursor.bytes[index..<cursor.end].contains(mark)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
