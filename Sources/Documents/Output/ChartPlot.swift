import Commerce
import Notation

/// Where things stand in a picture with a value axis.
struct ChartPlot {
    let scale: ChartScale
    let left: Int
    let right = ChartWriter.width - 4
    let columnWidth: Int
    private let count: Int
    private let marks: [String]
    private static let top = 10
    private static let bottom = ChartWriter.height - 24

    init(_ scale: ChartScale, _ chart: Chart, _ writer: ChartWriter) {
        self.scale = scale
        var kind = chart.kind
        // Round marks need no decimals, unless they are below one.
        if case .money = kind { kind = .decimal(minimum: 0, maximum: 2) }
        if case .percent = kind { kind = .percent(digits: 0) }
        let unit = Self.unit(scale, kind)
        marks = scale.marks.map { mark in
            guard let unit, mark.signum != 0 else { return writer.printed(mark, kind) }
            let short = (try? mark.divided(by: unit.size, digits: 2)) ?? mark
            return writer.printed(short, kind) + unit.name
        }
        left = (marks.map(\.unicodeScalars.count).max() ?? 1) * ChartWriter.digitWidth + 8
        count = max(1, chart.labels.count)
        columnWidth = (ChartWriter.width - 4 - left) / count
    }

    /// Marks of ten millions and more are printed short: a picture has no room for sixteen digits.
    private static func unit(_ scale: ChartScale, _ kind: Column.Kind) -> (size: ExactDecimal, name: String)?
    {
        if case .percent = kind { return nil }
        return units.first { scale.high >= $0.from }.map { ($0.size, $0.name) }
    }

    private static let units: [(from: ExactDecimal, size: ExactDecimal, name: String)] = [
        (10_000_000_000_000, 1_000_000_000_000, " tn"), (10_000_000_000, 1_000_000_000, " bn"),
        (10_000_000, 1_000_000, " m"),
    ]

    func y(_ value: ExactDecimal) -> Int {
        Self.bottom - (Self.bottom - Self.top) * scale.thousandths(value) / 1_000
    }

    /// The middle of a column.
    func middle(_ at: Int) -> Int { left + (right - left) * (2 * at + 1) / (2 * count) }

    func printed(_ mark: ExactDecimal) -> String {
        scale.marks.firstIndex(of: mark).map { marks[$0] } ?? ""
    }
}
