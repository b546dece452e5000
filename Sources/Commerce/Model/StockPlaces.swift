import Notation

/// Where items are picked from: of the locations that the stock file has for an item, the one that has most of it
/// available, of equals the smaller name by bytes.
package struct StockPlaces: Sendable {
    private var locations: [TextID: TextID] = [:]

    package init() {}

    package init(_ levels: [StockLevel], texts: borrowing Texts) {
        var best: [TextID: StockLevel] = [:]
        for level in levels where !level.location.isBlank {
            if let other = best[level.item], !Self.precedes(level, other, texts) { continue }
            best[level.item] = level
        }
        locations = best.mapValues(\.location)
    }

    /// Blank where the stock file has no location for the item.
    package func location(of item: TextID) -> TextID { locations[item] ?? .blank }

    private static func precedes(_ a: StockLevel, _ b: StockLevel, _ texts: borrowing Texts) -> Bool {
        // A level too large to subtract counts as nothing available.
        let left = (try? a.onHand.subtracting(a.allocated)) ?? .zero
        let right = (try? b.onHand.subtracting(b.allocated)) ?? .zero
        return left == right ? texts.compare(a.location, b.location) < 0 : left > right
    }
}
