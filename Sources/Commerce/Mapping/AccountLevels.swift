/// The accounts that have rows or stand above one that may, and how a customer's levels follow one another.
///
/// Links instead of a list for each customer: a chain of any depth costs nothing beside its customers, and a
/// cycle is walked once around.
package struct AccountLevels: Sendable {
    struct Node: Sendable {
        var account: Account
        var parent: Int32 = -1
        var group: Int32 = -1
        /// How many accounts the walk own, parent, parent's parent … meets, each once.
        var height: Int32 = 1
        /// How many rows of the account ever apply.
        var count: UInt32 = 0
    }

    private(set) var nodes: [Node] = []
    /// Node by text id of the customer, of the group; -1 for none.
    private var customerNodes: [Int32] = []
    private var groupNodes: [Int32] = []
    private(set) var everyone: Int32 = -1
    /// Customers whose parents lead back to themselves, each cycle once, from its smallest id by bytes.
    package private(set) var parentCycles: [[TextID]] = []

    /// `rowNodes` gets the node of every row, -1 for one that never applies.
    init(_ data: ReferenceData, rowNodes: inout [Int32]) {
        for customer in data.customers.records { _ = add(.customer(customer.id)) }
        for customer in data.customers.records {
            let node = Int(add(.customer(customer.id)))
            if !customer.parentID.isBlank { nodes[node].parent = add(.customer(customer.parentID)) }
            if !customer.group.isBlank { nodes[node].group = add(.group(customer.group)) }
        }
        place(data.mappings.rows, &rowNodes)
        let cycles = measureHeights()
        parentCycles = cycles.map { Self.fromSmallest($0, data.texts) }
    }

    func node(of account: Account) -> Int32 {
        if let id = account.customerID { return Self.look(customerNodes, id) }
        if let name = account.groupName { return Self.look(groupNodes, name) }
        return everyone
    }

    @inline(__always)
    func node(ofCustomer id: TextID) -> Int32 { Self.look(customerNodes, id) }

    @inline(__always)
    private static func look(_ places: [Int32], _ id: TextID) -> Int32 {
        id.index < places.count ? places[id.index] : -1
    }

    private mutating func add(_ account: Account) -> Int32 {
        let known = node(of: account)
        if known >= 0 { return known }
        let new = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(Node(account: account))
        if let id = account.customerID {
            Self.set(&customerNodes, id, new)
        } else if let name = account.groupName {
            Self.set(&groupNodes, name, new)
        } else {
            everyone = new
        }
        return new
    }

    private static func set(_ places: inout [Int32], _ id: TextID, _ node: Int32) {
        if id.index >= places.count {
            places.append(contentsOf: repeatElement(-1, count: id.index + 1 - places.count))
        }
        places[id.index] = node
    }

    private mutating func place(_ rows: [MappingRow], _ rowNodes: inout [Int32]) {
        rowNodes = [Int32](repeating: -1, count: rows.count)
        var lastAccount = Account(rawValue: .min)
        var last: Int32 = -1
        for (at, row) in rows.enumerated() where !row.isNeverValid {
            if row.account != lastAccount {
                last = add(row.account)
                lastAccount = row.account
            }
            rowNodes[at] = last
            nodes[Int(last)].count += 1
        }
    }

    /// Follows every chain of parents once, and gives back the cycles.
    private mutating func measureHeights() -> [[TextID]] {
        var cycles: [[TextID]] = []
        // 0 not seen, -1 on the path being walked, else the height.
        var height = [Int32](repeating: 0, count: nodes.count)
        var path: [Int32] = []
        for first in nodes.indices where height[first] == 0 {
            path.removeAll(keepingCapacity: true)
            var at = Int32(truncatingIfNeeded: first)
            while at >= 0, height[Int(at)] == 0 {
                height[Int(at)] = -1
                path.append(at)
                at = nodes[Int(at)].parent
            }
            if at >= 0, height[Int(at)] == -1, let from = path.firstIndex(of: at) {
                let members = path[from...]
                for member in members { height[Int(member)] = Int32(truncatingIfNeeded: members.count) }
                cycles.append(members.compactMap { nodes[Int($0)].account.customerID })
                path.removeSubrange(from...)
            }
            var above = at >= 0 ? height[Int(at)] : 0
            for member in path.reversed() {
                above += 1
                height[Int(member)] = above
            }
        }
        for at in nodes.indices { nodes[at].height = height[at] }
        return cycles
    }

    private static func fromSmallest(_ cycle: [TextID], _ texts: Texts) -> [TextID] {
        guard let smallest = cycle.indices.min(by: { texts.precedes(cycle[$0], cycle[$1]) }) else {
            return cycle
        }
        return Array(cycle[smallest...] + cycle[..<smallest])
    }
}
