/// Which items took the place of which (`superseded_by` of the items): chains, forks that meet, and circles.
package struct ItemSuccession: Sendable {
    private var next: [TextID: TextID] = [:]
    private var previous: [TextID: [TextID]] = [:]
    /// By item that has a successor and does not lead in a circle.
    private var newest: [TextID: TextID] = [:]
    /// Items whose successors lead back to themselves, each circle once, from its smallest number by bytes.
    package private(set) var circles: [[TextID]] = []
    /// So many items before or after one are looked at; a longer chain is no history of an article.
    private static let most = 64

    package init(_ data: ReferenceData) {
        for item in data.items.records where !item.supersededBy.isBlank {
            guard item.supersededBy != item.number, data.items.contains(item.supersededBy) else { continue }
            next[item.number] = item.supersededBy
            previous[item.supersededBy, default: []].append(item.number)
        }
        if !next.isEmpty { follow(data) }
    }

    /// The item to be had instead of one: the last of the chain that is active, else the last. Nil where nothing
    /// took its place, and where the successors lead in a circle, which has no last.
    package func newest(of item: TextID) -> TextID? { newest[item] }

    /// The items that followed one, nearest first, each once; in a circle those of the way around.
    package func after(_ item: TextID) -> [TextID] {
        var items: [TextID] = []
        var at = item
        while items.count < Self.most, let following = next[at], following != item {
            if items.contains(following) { break }
            items.append(following)
            at = following
        }
        return items
    }

    /// The items that led to one, nearest first, each once.
    package func before(_ item: TextID) -> [TextID] {
        var found: [TextID] = []
        var wave = previous[item] ?? []
        while found.count < Self.most, !wave.isEmpty {
            var farther: [TextID] = []
            for older in wave where older != item && !found.contains(older) && found.count < Self.most {
                found.append(older)
                farther += previous[older] ?? []
            }
            wave = farther
        }
        return found
    }

    /// Follows every chain once.
    private mutating func follow(_ data: ReferenceData) {
        /// Where a chain ends, and its last active item; nil where it leads into a circle.
        var ends: [TextID: (active: TextID?, last: TextID)?] = [:]
        for item in data.items.records where next[item.number] != nil {
            var path: [TextID] = []
            var places: [TextID: Int] = [:]
            var at = item.number
            while ends[at] == nil, places[at] == nil {
                places[at] = path.count
                path.append(at)
                guard let following = next[at] else { break }
                at = following
            }
            var end: (active: TextID?, last: TextID)?
            if let known = ends[at] {
                end = known
            } else if let from = places[at], next[at] != nil {
                circles.append(Self.fromSmallest(Array(path[from...]), data.texts))
            } else {
                end = (nil, at)
            }
            for member in path.reversed() {
                if let found = end, member != found.last { newest[member] = found.active ?? found.last }
                if var found = end, found.active == nil, data.items[member]?.active == true {
                    found.active = member
                    end = found
                }
                ends[member] = .some(end)
            }
        }
    }

    private static func fromSmallest(_ circle: [TextID], _ texts: Texts) -> [TextID] {
        let smallest = circle.indices.min { texts.precedes(circle[$0], circle[$1]) } ?? 0
        return Array(circle[smallest...] + circle[..<smallest])
    }
}
