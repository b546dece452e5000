/// The accounts and items of which a row begins or ends within some days: what the rows of all others say on those
/// days never changes.
///
/// A filter in a few bits for each such row (Bloom): what it does not hold is not among them, and what it holds
/// nearly always is.
struct ChangingItems {
    private let levels: AccountLevels
    private var bits: [UInt64]
    private let shift: UInt64

    init(_ store: ResolverStore, within days: ClosedRange<Int32>) {
        levels = store.levels
        let rows = store.data.mappings.rows
        var keys: [UInt64] = []
        var lastAccount = Account(rawValue: .min)
        var node: Int32 = -1
        for (at, core) in rows.cores.enumerated() {
            let answers = rows.answeringDays(core)
            guard days.contains(answers.from) || days.contains(answers.to) else { continue }
            if rows.accounts[at] != lastAccount {
                lastAccount = rows.accounts[at]
                node = levels.node(of: lastAccount)
            }
            keys.append(Self.hash(node, core.item))
        }
        // 16 to 32 bits a row: of the others one in 16 or fewer is taken for one of them.
        let size = max(64, (keys.count * 16).nextPowerOfTwo)
        shift = UInt64(64 - size.trailingZeroBitCount)
        bits = [UInt64](repeating: 0, count: size / 64)
        for key in keys {
            let place = key >> shift
            bits[Int(place >> 6)] |= 1 << (place & 63)
        }
    }

    /// The accounts whose rows may answer for a customer.
    func takeNodes(of customer: TextID, _ nodes: inout [Int32]) {
        nodes.removeAll(keepingCapacity: true)
        var walk = LevelWalk(levels, customer: customer, shipTo: .blank)
        while let step = walk.next(levels) { nodes.append(step.node) }
    }

    /// Whether an account may have such a row for an item.
    @inline(__always)
    func mayHold(_ node: Int32, _ item: TextID) -> Bool {
        let place = Self.hash(node, item) >> shift
        return bits[Int(place >> 6)] >> (place & 63) & 1 == 1
    }

    @inline(__always)
    private static func hash(_ node: Int32, _ item: TextID) -> UInt64 {
        let key = UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: item.rawValue))
        let mixed = (key ^ key >> 29) &* 0x9E37_79B9_7F4A_7C15
        return (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93
    }
}
