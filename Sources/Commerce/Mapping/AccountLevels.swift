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
    /// Open addressing: a node plus one by its account, 0 for an empty slot. Far smaller than a place for each text.
    private var slots = [Int32](repeating: 0, count: 64)
    /// The nodes of the customers that were met first, by ``TextID/index``, as nearly all are; -1 for none.
    private var early: [Int32] = []
    private(set) var everyone: Int32 = -1
    /// Customers whose parents lead back to themselves, each cycle once, from its smallest id by bytes.
    package private(set) var parentCycles: [[TextID]] = []

    /// `runs` gets the node of every row, -1 for one that never applies.
    init(_ data: ReferenceData, runs: inout NodeRows.Runs) {
        for customer in data.customers.records { _ = add(.customer(customer.id)) }
        for customer in data.customers.records {
            let node = Int(add(.customer(customer.id)))
            if !customer.parentID.isBlank { nodes[node].parent = add(.customer(customer.parentID)) }
            if !customer.group.isBlank { nodes[node].group = add(.group(customer.group)) }
        }
        place(data.mappings.rows, &runs)
        makeEarly()
        let cycles = measureHeights()
        parentCycles = cycles.map { Self.fromSmallest($0, data.texts) }
    }

    func node(of account: Account) -> Int32 {
        let mask = slots.count - 1
        var slot = Self.home(account) & mask
        while true {
            let found = slots[slot]
            if found == 0 { return -1 }
            if nodes[Int(found) - 1].account == account { return found - 1 }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    func node(ofCustomer id: TextID) -> Int32 {
        id.index < early.count ? early[id.index] : node(of: .customer(id))
    }

    /// Customers are read first of all, so that their ids are small as a rule.
    private mutating func makeEarly() {
        let last = nodes.lazy.compactMap { $0.account.customerID?.index }.max() ?? -1
        // Some texts of each customer's own stand between their ids.
        early = [Int32](repeating: -1, count: min(last + 1, nodes.count * 8))
        for (at, node) in nodes.enumerated() {
            if let id = node.account.customerID, id.index < early.count {
                early[id.index] = Int32(truncatingIfNeeded: at)
            }
        }
    }

    /// Where the search for a customer begins.
    @inline(__always)
    func home(ofCustomer id: TextID) -> Int { Self.home(.customer(id)) & (slots.count - 1) }

    @inline(__always)
    func touchSlot(_ place: Int) -> UInt32 { UInt32(bitPattern: slots[place]) }

    /// The node that stands first where the search for a customer begins, -1 for none.
    @inline(__always)
    func firstNode(from place: Int) -> Int { Int(slots[place]) - 1 }

    /// The level of a customer's own rows, nil where it has none.
    ///
    /// - Parameter node: The customer's.
    @inline(__always)
    func ownStep(ofNode node: Int32) -> LevelWalk.Step? {
        guard node >= 0, nodes[Int(node)].count > 0 else { return nil }
        return LevelWalk.Step(count: nodes[Int(node)].count, level: .own, distance: 0, node: node)
    }

    /// The node of every row, -1 for one that never applies.
    func runs(of rows: MappingRows) -> NodeRows.Runs {
        var runs = NodeRows.Runs()
        var lastAccount = Account(rawValue: .min)
        var last: Int32 = -1
        for (at, core) in rows.cores.enumerated() {
            let account = rows.accounts[at]
            if account != lastAccount { (last, lastAccount) = (node(of: account), account) }
            runs.add(rows.isNeverValid(core) ? -1 : last, at: at)
        }
        runs.end(at: rows.count)
        return runs
    }

    @inline(__always)
    private static func home(_ account: Account) -> Int {
        Int(
            truncatingIfNeeded: (UInt64(UInt32(bitPattern: account.rawValue)) &* 0x9E37_79B9_7F4A_7C15) &>> 32
        )
    }

    private mutating func add(_ account: Account) -> Int32 {
        let known = node(of: account)
        if known >= 0 { return known }
        let new = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(Node(account: account))
        if account == .everyone { everyone = new }
        if nodes.count * 2 > slots.count {
            slots = [Int32](repeating: 0, count: slots.count * 2)
            for node in nodes.indices { enter(Int32(truncatingIfNeeded: node)) }
        } else {
            enter(new)
        }
        return new
    }

    private mutating func enter(_ node: Int32) {
        let mask = slots.count - 1
        var slot = Self.home(nodes[Int(node)].account) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = node + 1
    }

    private mutating func place(_ rows: MappingRows, _ runs: inout NodeRows.Runs) {
        var lastAccount = Account(rawValue: .min)
        var last: Int32 = -1
        var count: UInt32 = 0
        for (at, core) in rows.cores.enumerated() {
            if rows.isNeverValid(core) {
                runs.add(-1, at: at)
                continue
            }
            let account = rows.accounts[at]
            if account != lastAccount {
                if last >= 0 { nodes[Int(last)].count += count }
                (last, lastAccount, count) = (add(account), account, 0)
            }
            runs.add(last, at: at)
            count += 1
        }
        if last >= 0 { nodes[Int(last)].count += count }
        runs.end(at: rows.count)
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
