/// A document on its way: its text with a placeholder for each table found so far, the tables, and their
/// cells.
struct MarkdownDraft {
    private(set) var text: MarkdownText
    /// In the order of `placeholders`.
    private(set) var tables: [PipeTableDraft] = []
    var cells = CellSource()
    /// All cells written so far, those that fill up short rows counted.
    var cellCount = 0
    /// The line of each table's placeholder, ascending.
    private var placeholders: [Int] = []

    init(_ text: MarkdownText) {
        self.text = text
    }

    /// The block that stands for each table, or nil where one is missing.
    func places(in blocks: [MarkdownBlock]) -> [Int]? {
        var places: [Int] = []
        var index = 0
        for line in placeholders {
            while index < blocks.count, blocks[index].kind != .heading || blocks[index].startLine < line {
                index += 1
            }
            guard index < blocks.count, blocks[index].startLine == line else { return nil }
            places.append(index)
            index += 1
        }
        return places
    }

    /// Puts a placeholder in the place of each table; they are in the order of the text.
    mutating func apply(_ found: [(place: PipeTablePlace, table: PipeTableDraft)]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.bytes.count)
        var originals: [Int] = []
        var lines: [Int] = []
        var merged: [PipeTableDraft] = []
        var old = 0
        var new = 0
        var number = 1
        while number <= text.lineCount {
            if new < found.count, found[new].place.lines.lowerBound == number {
                let place = found[new].place
                bytes.append(contentsOf: text.bytes[place.prefix])
                bytes.append(UInt8(ascii: "#"))
                bytes.append(UInt8(ascii: "\n"))
                originals.append(text.original(number))
                lines.append(originals.count)
                merged.append(found[new].table)
                number = place.lines.upperBound + 1
                new += 1
                continue
            }
            bytes.append(contentsOf: text.bytes[text.starts[number - 1]..<text.starts[number]])
            originals.append(text.original(number))
            if old < placeholders.count, placeholders[old] == number {
                lines.append(originals.count)
                merged.append(tables[old])
                old += 1
            }
            number += 1
        }
        text = MarkdownText(bytes, originalLines: originals)
        placeholders = lines
        tables = merged
    }
}
