/// Resolves all order lines of a run, and suggests for those that found no item.
package enum OrderResolving {
    package static func figures(
        _ lines: [OrderLine], _ scope: ReportScope, accept: AcceptedMatches
    ) -> OrderFigures {
        let texts = scope.texts
        let resolutions = lines.map {
            scope.resolver.resolve(OrderLineNumbers($0), texts: texts, accept: accept)
        }
        return OrderFigures(
            lines: lines, resolutions: resolutions, suggestions: lines.map { _ in [] })
    }
}
