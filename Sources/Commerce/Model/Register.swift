/// Records that are found by one key text: customers by id, items by number. The first of one key wins.
package struct Register<Record: Sendable>: Sendable {
    package private(set) var records: [Record] = []
    /// Record index by ``TextID/index``, -1 for none; shorter than the texts, as later texts are no keys.
    @usableFromInline var places: [Int32] = []

    package init() {}

    /// False where the key is taken already; the record is then left out.
    package mutating func add(_ record: Record, key: TextID) -> Bool {
        if places.count <= key.index {
            places.append(
                contentsOf: repeatElement(-1, count: max(key.index + 1, places.count * 2) - places.count))
        }
        guard places[key.index] < 0 else { return false }
        places[key.index] = Int32(truncatingIfNeeded: records.count)
        records.append(record)
        return true
    }

    @inlinable package var count: Int { records.count }

    @inlinable
    package func index(of key: TextID) -> Int? {
        guard key.index < places.count, places[key.index] >= 0 else { return nil }
        return Int(places[key.index])
    }

    @inlinable
    package func contains(_ key: TextID) -> Bool { index(of: key) != nil }

    package subscript(key: TextID) -> Record? { index(of: key).map { records[$0] } }

    package mutating func update(_ key: TextID, _ change: (inout Record) -> Void) {
        if let at = index(of: key) { change(&records[at]) }
    }
}
