import Commerce
import Diagnostics
import Notation

/// Draws a chart as inline SVG for a page: no script, colours from the page's style sheet, the figures again in
/// words for those who do not see the picture.
struct ChartWriter {
    let numbers: PeopleNumbers

    /// The size of a picture in its own units; a page shows it at 0.8 to 1.4 of it.
    static let width = 400
    static let height = 210
    /// About the width of a digit at the size of the labels.
    static let digitWidth = 7

    /// Writes the legend and the picture of a chart that has labels and series.
    func write(_ chart: Chart, to sink: inout ByteSink) {
        var chart = chart
        if chart.form == .share {
            chart.labels = chart.labels.map { label in
                Int(label).map { printed(ExactDecimal($0), .integer) } ?? label
            }
        }
        if chart.series.count > 1 { appendLegend(chart, to: &sink) }
        let height = chart.form == .ranking ? chart.labels.count * 22 + 4 : Self.height
        // What is one picture to a screen reader has no links in it.
        let role = chart.links.contains { $0 != nil } ? "group" : "img"
        sink.append("<svg viewBox=\"0 0 \(Self.width) \(height)\" role=\"\(role)\" aria-label=\"")
        appendWords(chart, to: &sink)
        sink.append("\">\n")
        switch chart.form {
        case .trend: appendTrend(chart, to: &sink)
        case .stack: appendStack(chart, to: &sink)
        case .ranking: appendRanking(chart, to: &sink)
        case .share: appendShare(chart, to: &sink)
        }
        sink.append("</svg>\n")
    }

    private func appendLegend(_ chart: Chart, to sink: inout ByteSink) {
        sink.append(chart.form == .trend ? "<p class=\"legend lines\">" : "<p class=\"legend\">")
        for (at, series) in chart.series.enumerated() {
            sink.append("<span class=\"c\(at % 4)\">")
            sink.append(html: series.name)
            sink.append("</span> ")
        }
        sink.append("</p>\n")
    }

    /// The figures in words, at most 60 places.
    private func appendWords(_ chart: Chart, to sink: inout ByteSink) {
        sink.append(html: chart.title)
        sink.append(": ")
        for at in chart.labels.indices.prefix(60) {
            if at > 0 { sink.append("; ") }
            sink.append(html: chart.labels[at])
            for (place, series) in chart.series.enumerated() {
                sink.append(place == 0 ? " " : ", ")
                if chart.series.count > 1 {
                    sink.append(html: series.name)
                    sink.append(" ")
                }
                if at < series.values.count, let value = series.values[at] {
                    append(value, chart.kind, to: &sink)
                } else {
                    sink.append("–")
                }
            }
        }
    }

    // MARK: Bars

    private func appendRanking(_ chart: Chart, to sink: inout ByteSink) {
        let values = chart.series[0].values.map { $0 ?? .zero }
        let longest = values.map { printed($0, chart.kind).utf8.count }.max() ?? 0
        let start = 152
        let room = max(60, Self.width - start - longest * Self.digitWidth - 6)
        let greatest = values.max() ?? .zero
        for (at, value) in values.enumerated() {
            let top = at * 22 + 2
            let length = greatest.signum > 0 ? part(value, of: greatest) * room / 1_000 : 0
            let isLink = open(chart, at, to: &sink)
            let label = Self.shortened(chart.labels[at], start - 12)
            if label != chart.labels[at] {
                // A browser shows it when the pointer rests on the bar.
                sink.append("<g><title>")
                sink.append(html: chart.labels[at])
                sink.append("</title>")
            }
            appendText(label, x: 0, y: top + 13, "s", to: &sink)
            if value.signum > 0 {
                sink.append("<rect class=\"f0\" x=\"\(start)\" y=\"\(top + 2)\" ")
                sink.append("width=\"\(max(length, 1))\" height=\"14\"/>")
            }
            appendText(printed(value, chart.kind), x: start + length + 5, y: top + 13, "v", to: &sink)
            if label != chart.labels[at] { sink.append("</g>") }
            sink.append(isLink ? "</a>\n" : "\n")
        }
    }

    private func appendStack(_ chart: Chart, to sink: inout ByteSink) {
        let sums = chart.labels.indices.map { at -> ExactDecimal in
            var sum = DecimalTotal()
            for series in chart.series {
                if let value = series.values[at], value.signum > 0 { sum.add(value) }
            }
            return sum.value
        }
        let plot = ChartPlot(
            ChartScale(upTo: sums.max() ?? .zero, isWhole: chart.kind == .integer), chart, self)
        appendAxes(plot, chart, to: &sink)
        let width = max(2, min(40, plot.columnWidth * 7 / 10))
        for at in chart.labels.indices {
            var below = DecimalTotal()
            for (place, series) in chart.series.enumerated() {
                guard let value = series.values[at], value.signum > 0 else { continue }
                let bottom = plot.y(below.value)
                below.add(value)
                let top = plot.y(below.value)
                sink.append(
                    "<rect class=\"f\(place % 4)\" x=\"\(plot.middle(at) - width / 2)\" y=\"\(top)\" width=\"\(width)\" height=\"\(bottom - top)\"/>"
                )
            }
        }
        sink.append("\n")
    }

    // MARK: Lines

    private func appendTrend(_ chart: Chart, to sink: inout ByteSink) {
        let values = chart.series.flatMap { $0.values.compactMap { $0 } } + [chart.target].compactMap { $0 }
        var scale = ChartScale(upTo: values.max() ?? .zero, isWhole: chart.kind == .integer)
        if case .percent = chart.kind { scale = ChartScale(percentagesFrom: values.min() ?? .zero) }
        let plot = ChartPlot(scale, chart, self)
        appendAxes(plot, chart, to: &sink)
        appendTarget(plot, chart, to: &sink)
        for (place, series) in chart.series.enumerated().reversed() {
            appendLine(series, plot, place, to: &sink)
        }
    }

    private func appendShare(_ chart: Chart, to sink: inout ByteSink) {
        let plot = ChartPlot(ChartScale(percentagesFrom: .zero), chart, self)
        appendAxes(plot, chart, to: &sink)
        appendTarget(plot, chart, to: &sink)
        appendLine(chart.series[0], plot, 0, to: &sink)
    }

    private func appendTarget(_ plot: ChartPlot, _ chart: Chart, to sink: inout ByteSink) {
        guard let target = chart.target else { return }
        let y = plot.y(target)
        sink.append("<path class=\"goal\" d=\"M\(plot.left) \(y)H\(plot.right)\"/>\n")
    }

    /// A line, broken where a value is missing; a value alone between two gaps is a dot.
    private func appendLine(
        _ series: Chart.Series, _ plot: ChartPlot, _ place: Int, to sink: inout ByteSink
    ) {
        let values = series.values
        var line = ""
        var dots: [String] = []
        for (at, value) in values.enumerated() {
            guard let value else { continue }
            let isOpen = at > 0 && values[at - 1] != nil
            let goesOn = at + 1 < values.count && values[at + 1] != nil
            let point = "\(plot.middle(at)) \(plot.y(value))"
            if isOpen || goesOn { line += (isOpen ? "L" : "M") + point } else { dots.append(point) }
        }
        if !line.isEmpty { sink.append("<path class=\"l\(place % 4)\" d=\"\(line)\"/>\n") }
        for point in dots { sink.append("<path class=\"l\(place % 4) dot\" d=\"M\(point)h.01\"/>\n") }
    }

    // MARK: Axes and texts

    private func appendAxes(_ plot: ChartPlot, _ chart: Chart, to sink: inout ByteSink) {
        for mark in plot.scale.marks {
            let y = plot.y(mark)
            sink.append("<path class=\"axis\" d=\"M\(plot.left) \(y)H\(plot.right)\"/>")
            appendText(plot.printed(mark), x: plot.left - 5, y: y + 4, "e", to: &sink)
        }
        let widest = (chart.labels.map(\.utf8.count).max() ?? 1) * Self.digitWidth + 8
        let step = max(1, (widest + plot.columnWidth - 1) / max(1, plot.columnWidth))
        // From the last place back: that is the one people look for.
        for at in chart.labels.indices.reversed() where (chart.labels.count - 1 - at) % step == 0 {
            let half = chart.labels[at].utf8.count * Self.digitWidth / 2
            let x = min(plot.middle(at), Self.width - half)
            if x - half < 0 { continue }
            let isLink = open(chart, at, to: &sink)
            appendText(chart.labels[at], x: x, y: Self.height - 4, "m", to: &sink)
            if isLink { sink.append("</a>") }
        }
        sink.append("\n")
    }

    /// Opens the link of a label, where it has one.
    private func open(_ chart: Chart, _ at: Int, to sink: inout ByteSink) -> Bool {
        guard at < chart.links.count, let link = chart.links[at] else { return false }
        sink.append("<a href=\"#")
        sink.append(html: link.table)
        if let row = link.row { sink.append("-\(row + 1)") }
        sink.append("\">")
        return true
    }

    private func appendText(_ text: String, x: Int, y: Int, _ style: StaticString, to sink: inout ByteSink) {
        sink.append("<text class=\"")
        sink.append(style)
        sink.append("\" x=\"\(x)\" y=\"\(y)\">")
        sink.append(html: text)
        sink.append("</text>")
    }

    private func part(_ value: ExactDecimal, of whole: ExactDecimal) -> Int {
        guard value.signum > 0, let scaled = try? value.multiplied(by: 1_000),
            let part = try? scaled.divided(by: whole, digits: 0)
        else { return 0 }
        return Int(exactly: part.rounded(to: 0).normalized.mantissa).map { min($0, 1_000) } ?? 1_000
    }

    func printed(_ value: ExactDecimal, _ kind: Column.Kind) -> String {
        var sink = ByteSink()
        append(value, kind, to: &sink)
        return String(decoding: sink.takeBytes(), as: UTF8.self)
    }

    private func append(_ value: ExactDecimal, _ kind: Column.Kind, to sink: inout ByteSink) {
        let digits = ColumnDigits(kind)
        let run = sink.lay(value, minimum: digits.minimum, maximum: digits.maximum)
        numbers.append(run, isPercent: digits.isPercent, to: &sink)
    }

    /// A text cut to about so many units of a picture, with an ellipsis.
    static func shortened(_ text: String, _ room: Int) -> String {
        var out = ""
        // In tenths of a unit; the ellipsis needs one letter.
        var width = 0
        for character in text {
            let columns = DisplayWidth.of(String(character))
            width += character.isUppercase ? 82 : columns * 62
            if width > room * 10 - 90 { break }
            out.append(character)
        }
        if out.count == text.count { return text }
        while out.last == " " { out.removeLast() }
        return out + "…"
    }
}
