/// The ids that texts get which were gathered apart from others, on another thread.
package struct RenamedTexts: Sendable {
    private let known: Int
    private var ids: [TextID]

    /// Adds to `texts` what `other` holds.
    ///
    /// - Parameter known: How many texts are the first of both, under the same ids.
    package init(_ other: Texts, known: Int, into texts: inout Texts) {
        self.known = known
        let new = other.count - known
        var ids: [TextID] = []
        ids.reserveCapacity(new)
        other.withArena { bytes, starts in
            for first in stride(from: known, to: other.count, by: Self.atOnce) {
                texts.intern(
                    min(Self.atOnce, other.count - first),
                    { UnsafeRawBufferPointer(rebasing: bytes[starts[first + $0]..<starts[first + $0 + 1]]) },
                    into: &ids)
            }
        }
        self.ids = ids
    }

    /// Those of texts that all have the same ids here and there.
    package init(known: Int) {
        self.known = known
        ids = []
    }

    /// Adds to `texts` what was gathered there since.
    package mutating func add(_ more: GatheredTexts, into texts: inout Texts) {
        for first in stride(from: 0, to: more.count, by: Self.atOnce) {
            more.name(min(Self.atOnce, more.count - first), { first + $0 }, in: &texts, into: &ids)
        }
    }

    /// So many are looked for together.
    private static let atOnce = 256

    /// The id here of a text there.
    @inline(__always)
    package subscript(there: TextID) -> TextID {
        there.index < known ? there : ids[there.index - known]
    }

    /// Whether a text has the same id here and there.
    @inline(__always)
    func keeps(_ there: TextID) -> Bool { there.index < known }

    @inline(__always)
    subscript(there: Account) -> Account {
        if let customer = there.customerID { return .customer(self[customer]) }
        if let group = there.groupName { return .group(self[group]) }
        return there
    }
}
