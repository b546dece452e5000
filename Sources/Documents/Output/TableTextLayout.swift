import Commerce
import Diagnostics
import Notation

/// How wide the columns of a table are on a terminal, and which stand together where not all fit.
struct TableTextLayout {
    static let gap = 2
    /// Text columns are shortened to this many columns before a table is taken apart.
    static let leastText = 14

    /// The width of each column.
    private(set) var widths: [Int]
    /// The columns of each band, one below the other; one band where all columns fit.
    private(set) var bands: [[Int]]
    /// The heading of each column in its lines.
    private(set) var headings: [[String]] = []

    /// The columns of one band of the table, side by side where `limit`, the width of the terminal, allows
    /// it; `widths` are those of the widest values of every column.
    init(_ band: [Int], of columns: [Column], values widths: [Int], limit: Int?) {
        self.widths = zip(columns, widths).map { column, width in
            max(width, Self.pieces(column.heading).map { DisplayWidth.of($0) }.max() ?? 0)
        }
        bands = [band]
        if let limit {
            shorten(band.filter { columns[$0].kind.isWords }, of: band, to: limit)
            if total(band) > limit { bands = split(band, columns, limit) }
        }
        headings = zip(columns, self.widths).map { Self.wrap($0.heading, $1) }
    }

    private func total(_ band: [Int]) -> Int {
        band.reduce(0) { $0 + widths[$1] } + Self.gap * max(0, band.count - 1)
    }

    /// Takes from the widest of `texts`, until all columns fit or every one of these has its least.
    private mutating func shorten(_ texts: [Int], of band: [Int], to limit: Int) {
        var excess = total(band) - limit
        while excess > 0 {
            let open = texts.filter { widths[$0] > Self.leastText }
            guard let widest = open.max(by: { widths[$0] < widths[$1] }) else { return }
            let second =
                open.filter { widths[$0] < widths[widest] }.map { widths[$0] }.max() ?? Self.leastText
            let cut = max(1, min(excess, widths[widest] - max(second, Self.leastText)))
            widths[widest] -= cut
            excess -= cut
        }
    }

    /// Bands of as many columns as fit, each beginning with the key columns.
    private func split(_ columns: [Int], _ all: [Column], _ limit: Int) -> [[Int]] {
        let keys = columns.filter { all[$0].isKey }
        let rest = columns.filter { !all[$0].isKey }
        let keyWidth = total(keys)
        guard !rest.isEmpty, keyWidth < limit else { return [columns] }
        var bands: [[Int]] = []
        var band = keys
        var width = keyWidth
        for column in rest {
            if band.count > keys.count, width + Self.gap + widths[column] > limit {
                bands.append(band)
                band = keys
                width = keyWidth
            }
            band.append(column)
            width += Self.gap + widths[column]
        }
        return bands + [band]
    }

    /// Where a heading may break: at blanks, but `Item #` keeps its sign.
    private static func pieces(_ heading: String) -> [String] {
        var pieces: [String] = []
        for word in heading.split(separator: " ") {
            if word.count == 1, let last = pieces.last {
                pieces[pieces.count - 1] = last + " " + word
            } else {
                pieces.append(String(word))
            }
        }
        return pieces
    }

    /// A heading in lines of at most `width`.
    private static func wrap(_ heading: String, _ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in pieces(heading) {
            if line.isEmpty {
                line = word
            } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(word) <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        return lines + [line]
    }
}
