import Notation

/// The order lines of a run with what they were found to mean, for the reports on inbound accuracy.
package struct OrderFigures: Sendable {
    package let lines: [OrderLine]
    package let resolutions: [InboundResolution]
    /// By line; empty where the line is resolved or nothing is near.
    package let suggestions: [[Suggestion]]

    package init(lines: [OrderLine], resolutions: [InboundResolution], suggestions: [[Suggestion]]) {
        self.lines = lines
        self.resolutions = resolutions
        self.suggestions = suggestions
    }

    /// The same with suggestions made elsewhere, by the place of their line.
    package func suggesting(_ suggestions: [Int: [Suggestion]]) -> OrderFigures {
        OrderFigures(
            lines: lines, resolutions: resolutions, suggestions: lines.indices.map { suggestions[$0] ?? [] })
    }

    /// The lines in the scope's period.
    func indices(_ scope: ReportScope) -> [Int] {
        lines.indices.filter { at in
            let line = lines[at]
            if let since = scope.since, line.date < since { return false }
            if let until = scope.until, line.date > until { return false }
            if let customer = scope.customer, line.customer != customer { return false }
            return true
        }
    }
}
