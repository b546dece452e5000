/// Which reasons may resolve an order line: the project file's `matching: accept`. `exact` always may.
package struct AcceptedMatches: Sendable, Hashable {
    package var normalized: Bool
    package var ownNumber: Bool
    package var gtin: Bool

    package init(normalized: Bool = true, ownNumber: Bool = true, gtin: Bool = true) {
        self.normalized = normalized
        self.ownNumber = ownNumber
        self.gtin = gtin
    }

    package static let all = AcceptedMatches()
}
