/// The levels of one customer, nearest first (rules.md 2.1): ship-to, own, parents, the groups of each of these
/// in the same order, everyone. Accounts without rows are passed over.
struct LevelWalk {
    struct Step {
        var count: UInt32
        var level: Level
        var distance: UInt8
        var node: Int32
    }

    private enum Phase { case shipTo, parents, shipToGroup, groups, everyone, done }

    private let customer: Int32
    private let shipTo: Int32
    private let height: Int32
    private var phase = Phase.shipTo
    private var at: Int32
    private var walked: Int32 = 0

    /// A ship-to account that is the customer itself is level own.
    init(_ levels: AccountLevels, customer: TextID, shipTo: TextID) {
        self.init(levels, customer: customer, node: levels.node(ofCustomer: customer), shipTo: shipTo)
    }

    /// - Parameter node: The customer's.
    @inline(__always)
    init(_ levels: AccountLevels, customer: TextID, node: Int32, shipTo: TextID) {
        self.customer = node
        self.shipTo = shipTo.isBlank || shipTo == customer ? -1 : levels.node(ofCustomer: shipTo)
        height = self.customer < 0 ? 0 : levels.nodes[Int(self.customer)].height
        at = self.customer
    }

    @inline(__always)
    mutating func next(_ levels: AccountLevels) -> Step? {
        while let (node, level, distance) = nextNode(levels) {
            let found = levels.nodes[Int(node)]
            if found.count > 0 {
                return Step(
                    count: found.count, level: level,
                    distance: UInt8(truncatingIfNeeded: min(distance, 255)), node: node)
            }
        }
        return nil
    }

    private mutating func nextNode(_ levels: AccountLevels) -> (Int32, Level, Int32)? {
        while true {
            switch phase {
            case .shipTo:
                phase = .parents
                if shipTo >= 0 { return (shipTo, .shipTo, 0) }
            case .parents:
                if walked < height {
                    defer { advance(levels) }
                    return (at, walked == 0 ? .own : .parent, walked)
                }
                phase = .shipToGroup
            case .shipToGroup:
                phase = .groups
                (at, walked) = (customer, 0)
                if shipTo >= 0, levels.nodes[Int(shipTo)].group >= 0 {
                    return (levels.nodes[Int(shipTo)].group, .group, 0)
                }
            case .groups:
                while walked < height {
                    let (group, distance) = (levels.nodes[Int(at)].group, walked)
                    advance(levels)
                    if group >= 0 { return (group, .group, distance) }
                }
                phase = .everyone
            case .everyone:
                phase = .done
                if levels.everyone >= 0 { return (levels.everyone, .everyone, 0) }
            case .done:
                return nil
            }
        }
    }

    @inline(__always)
    private mutating func advance(_ levels: AccountLevels) {
        at = levels.nodes[Int(at)].parent
        walked += 1
    }
}
