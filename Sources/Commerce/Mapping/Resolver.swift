package import Notation

/// Says what every number means, in both directions; nothing else in the program decides that.
///
/// - ``numberShown(customer:shipTo:item:unit:day:)``: our item to their number (rules.md 2).
/// - ``resolve(_:texts:accept:explaining:)``: the numbers of an order line to our item (rules.md 3).
///
/// Immutable and safe to share between threads. The index takes 5 bytes a row, the one for order lines, built
/// when the first is asked for, 9 more.
package struct Resolver: Sendable {
    let store: ResolverStore

    /// - Parameters:
    ///   - forOrders: Whether order lines are going to be looked up: both indexes are then made at once, where there
    ///     are threads for it.
    ///   - threads: How many make the indexes; for large mappings only.
    package init(_ data: ReferenceData, forOrders: Bool = false, threads: Int = 1) {
        store = ResolverStore(data, forOrders: forOrders, threads: threads)
    }

    init(store: ResolverStore) {
        self.store = store
    }

    package var data: ReferenceData { store.data }

    /// Customers whose parents lead back to themselves, each cycle once. Their levels are walked once around.
    package var parentCycles: [[TextID]] { store.levels.parentCycles }

    /// Which of the customer's numbers stands for an item on a day (rules.md 2).
    ///
    /// - Parameters:
    ///   - shipTo: The account delivered to, or blank.
    ///   - unit: The unit of the line; blank skips the step that looks for a row of that unit.
    package func numberShown(
        customer: TextID, shipTo: TextID = .blank, item: TextID, unit: TextID = .blank, day: Day
    ) -> NumberShown {
        numberShown(
            NumberAsked(customer: customer, shipTo: shipTo, item: item, unit: unit, day: day),
            node: store.levels.node(ofCustomer: customer))
    }

    /// As above.
    ///
    /// - Parameter node: The customer's.
    func numberShown(_ asked: NumberAsked, node: Int32) -> NumberShown {
        let store = store
        let (item, unit, day) = (asked.item, asked.unit, asked.day)
        var why = Shortfall()
        // Most lines are answered by the customer's own rows, which come first where there is no ship-to.
        let own = asked.shipTo.isBlank ? store.levels.ownStep(ofNode: node) : nil
        if let own {
            let row = Self.row(of: item, unit, day, at: own, store, &why)
            if row >= 0 { return NumberShown(outcome: .mapped, row: row, level: .own, distance: 0) }
        }
        var walk = LevelWalk(store.levels, customer: asked.customer, node: node, shipTo: asked.shipTo)
        while let step = walk.next(store.levels) {
            if own != nil, step.level == .own { continue }
            let row = Self.row(of: item, unit, day, at: step, store, &why)
            if row >= 0 {
                return NumberShown(outcome: .mapped, row: row, level: step.level, distance: step.distance)
            }
        }
        return NumberShown(outcome: why.outcome)
    }

    /// The row of one level that answers for an item, -1 for none.
    @inline(__always)
    private static func row(
        of item: TextID, _ unit: TextID, _ day: Int32, at step: LevelWalk.Step, _ store: ResolverStore,
        _ why: inout Shortfall
    ) -> Int32 {
        var best: Int32 = -1
        var matches = store.byItem.matches(step, item: item)
        while let entry = matches.next(store.byItem) {
            if !entry.covers(day) {
                why.add(entry, store, day)
            } else if unit.isBlank || store.data.mappings.rows.unit(at: Int(entry.row)) == unit {
                return entry.row
            } else if best < 0 {
                best = entry.row
            }
        }
        return best
    }

    package func row(_ index: Int32) -> MappingRow { store.data.mappings.rows[Int(index)] }

    /// The customer item number of a row.
    package func number(ofRow index: Int32) -> TextID { store.data.mappings.rows.number(at: Int(index)) }

    package func unitFactor(ofRow index: Int32) -> ExactDecimal {
        if index < 0 { return .one }
        let place = store.data.mappings.rows.unitFactor(at: Int(index))
        return place == 0 ? .one : store.data.mappings.unitFactors[Int(place)]
    }
}
