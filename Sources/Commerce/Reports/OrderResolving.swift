/// Resolves all order lines of a run, and suggests for those that found no item.
///
/// Suggestions cost about a tenth of a millisecond a line; `suggesting` leaves them out where nobody shows them.
package enum OrderResolving {
    package static func figures(
        _ lines: [OrderLine], _ scope: ReportScope, accept: AcceptedMatches, suggesting: Bool = true,
        for wanted: (OrderLine) -> Bool = { _ in true }
    ) -> OrderFigures {
        let texts = scope.texts
        var resolutions: [InboundResolution] = []
        resolutions.reserveCapacity(lines.count)
        scope.resolver.resolve(
            lines.map { OrderLineNumbers($0) }, texts: texts, accept: accept, into: &resolutions)
        return OrderFigures(
            lines: lines, resolutions: resolutions,
            suggestions: suggesting
                ? suggestions(lines, resolutions, scope, wanted) : lines.map { _ in [] })
    }

    private static func suggestions(
        _ lines: [OrderLine], _ resolutions: [InboundResolution], _ scope: ReportScope,
        _ wanted: (OrderLine) -> Bool
    ) -> [[Suggestion]] {
        guard resolutions.contains(where: { !$0.outcome.isResolved }) else { return lines.map { _ in [] } }
        let texts = scope.texts
        let suggester = Suggester(scope.resolver)
        return zip(lines, resolutions).map { line, resolution in
            resolution.outcome.isResolved || !wanted(line)
                ? [] : suggester.suggest(for: line, resolution: resolution, texts: texts)
        }
    }
}
