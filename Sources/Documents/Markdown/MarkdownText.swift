/// A Markdown source as bytes and lines, cut where libcmark cuts: at LF, CR and CRLF.
struct MarkdownText {
    let bytes: [UInt8]
    /// Where each line starts, and the end of the text as the last entry.
    let starts: [Int]
    /// The number each line had in the source as it was given, from 1.
    var originalLines: [Int]?
    /// Whether some line could be the delimiter row of a table, by its characters alone.
    let mayHoldTable: Bool

    var lineCount: Int { starts.count - 1 }

    init(_ bytes: [UInt8], originalLines: [Int]? = nil) {
        self.bytes = bytes
        self.originalLines = originalLines
        var starts = [0]
        var delimiter = false
        var index = 0
        var lineStart = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
            delimiter = delimiter || DelimiterRow.looksLikeOne(bytes, lineStart..<(index - 1))
            if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") {
                index += 1
            }
            starts.append(index)
            lineStart = index
        }
        if lineStart < bytes.count {
            delimiter = delimiter || DelimiterRow.looksLikeOne(bytes, lineStart..<bytes.count)
            starts.append(bytes.count)
        }
        self.starts = starts
        self.mayHoldTable = delimiter
    }

    /// The bytes of a line, numbered from 1, without its end.
    func line(_ number: Int) -> Range<Int> {
        let start = starts[number - 1]
        var end = starts[number]
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
            end -= 1
        }
        return start..<end
    }

    func isBlank(_ number: Int) -> Bool {
        line(number).allSatisfy { bytes[$0] == UInt8(ascii: " ") || bytes[$0] == UInt8(ascii: "\t") }
    }

    /// The line of the source as it was given that stands at `number` now.
    func original(_ number: Int) -> Int {
        guard let originalLines else { return number }
        return originalLines.indices.contains(number - 1) ? originalLines[number - 1] : 0
    }

    /// Without byte order mark, and with U+FFFD for NUL and for what is not UTF-8.
    static func cleaned(_ source: [UInt8]) -> [UInt8] {
        let hasMark = source.starts(with: [0xEF, 0xBB, 0xBF])
        if !hasMark, !source.contains(0), isUTF8(source) { return source }
        var result: [UInt8] = []
        result.reserveCapacity(source.count + 16)
        for byte in String(decoding: hasMark ? source.dropFirst(3) : source[...], as: UTF8.self).utf8 {
            if byte == 0 { result += [0xEF, 0xBF, 0xBD] } else { result.append(byte) }
        }
        return result
    }

    private static func isUTF8(_ source: [UInt8]) -> Bool {
        if source.allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: source, as: UTF8.self) != nil
    }
}
