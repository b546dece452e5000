import Notation

/// Checks of single rows, items and customers.
extension MappingAudit {
    /// Rows that never apply, that name what is not there or not active, or that shadow a number of ours.
    mutating func checkRows() {
        var unknownItems: [TextID: [Int32]] = [:]
        var unknownCustomers: [TextID: [Int32]] = [:]
        var inactiveItems: [TextID: [Int32]] = [:]
        var inactiveCustomers: [TextID: [Int32]] = [:]
        let data = store.data
        for (at, row) in data.mappings.rows.enumerated() where !isCopy[at] {
            let index = Int32(truncatingIfNeeded: at)
            if row.isNeverValid { addNeverValid(index) }
            if let item = data.items.index(of: row.item) {
                if !data.items.records[item].active, row.isActive {
                    inactiveItems[row.item, default: []].append(index)
                }
            } else {
                unknownItems[row.item, default: []].append(index)
            }
            if let id = row.account.customerID {
                if let customer = data.customers.index(of: id) {
                    if !data.customers.records[customer].active, row.isActive {
                        inactiveCustomers[id, default: []].append(index)
                    }
                } else {
                    unknownCustomers[id, default: []].append(index)
                }
            }
            if !row.isNeverValid, row.isActive { checkShadows(index, row) }
        }
        add(.unknownItem, unknownItems) { "no item \($0)" }
        add(.unknownCustomer, unknownCustomers) { "no customer \($0)" }
        add(.inactiveItem, inactiveItems) { "\($0) is inactive" }
        add(.inactiveCustomer, inactiveCustomers) { "\($0) is inactive" }
    }

    private mutating func add(
        _ kind: AuditKind, _ groups: [TextID: [Int32]], _ detail: (String) -> String
    ) {
        for (id, rows) in groups {
            findings.append(AuditFinding(kind, id: text(id), rows: rows, detail: detail(quoted(id))))
        }
    }

    private mutating func addNeverValid(_ index: Int32) {
        let row = row(index)
        let days = "\(Day(number: row.validFrom)) to \(Day(number: row.validTo))"
        findings.append(
            AuditFinding(
                .neverValid, id: "\(key(row.account)):\(text(row.number)):\(text(row.item))", rows: [index],
                detail: "\(quoted(row.number)) from \(days)"))
    }

    /// The number of a row that is one of our item numbers, or a GTIN, of another item.
    private mutating func checkShadows(_ index: Int32, _ row: MappingRow) {
        let data = store.data
        let inbound = store.inbound
        data.texts.withBytes(row.number) { number in
            let number = NumberText.trim(number)
            let own = inbound.byOwnNumber.items(NumberText.foldedHash(number)).map {
                data.items.records[$0].number
            }
            .filter { own in data.texts.withBytes(own) { NumberText.equalFolded($0, number) } }
            if !own.isEmpty, !own.contains(row.item) { addShadow(.shadowsItem, index, row, own) }
            guard let gtin = NumberText.gtin(number, allowingEight: false), gtin != 0 else { return }
            let items = inbound.byGTIN.items(InboundIndex.key(gtin)).filter { inbound.gtins[$0] == gtin }
                .map { data.items.records[$0].number }
            if !items.isEmpty, !items.contains(row.item) { addShadow(.shadowsGTIN, index, row, items) }
        }
    }

    private mutating func addShadow(_ kind: AuditKind, _ index: Int32, _ row: MappingRow, _ items: [TextID]) {
        let what = kind == .shadowsItem ? "our number of" : "the GTIN of"
        findings.append(
            AuditFinding(
                kind, id: "\(key(row.account)):\(text(row.number)):\(text(row.item))", rows: [index],
                detail: "\(quoted(row.number)) means \(quoted(row.item)) and is \(what) \(list(items))"))
    }

    /// GTINs that are none, have a wrong check digit, or stand at two items.
    mutating func checkItems() {
        let data = store.data
        var holders: [UInt64: TextID] = [:]
        for item in data.items.records where !item.gtin.isBlank {
            let gtin = data.texts.withBytes(item.gtin) { NumberText.gtin($0, allowingEight: true) }
            let fault: String
            if let gtin, NumberText.hasRightCheckDigit(gtin), gtin != 0 {
                guard let holder = holders[gtin] else {
                    holders[gtin] = item.number
                    continue
                }
                fault = "is also that of item \(quoted(holder))"
            } else {
                fault = gtin == nil ? "does not have 8, 12, 13 or 14 digits" : "has a wrong check digit"
            }
            findings.append(
                AuditFinding(
                    .badGTIN, id: text(item.number), items: [item.number],
                    detail: "GTIN \(quoted(item.gtin)) of item \(quoted(item.number)) \(fault)"))
        }
    }

    mutating func checkParents() {
        for cycle in store.levels.parentCycles {
            let circle = (cycle + cycle.prefix(1)).map { quoted($0) }.joined(separator: " → ")
            findings.append(
                AuditFinding(.parentCycle, id: text(cycle[0]), customers: cycle, detail: circle)
            )
        }
    }

    /// Rows whose number still arrives though they ended, and rows nobody used in the period.
    mutating func checkUse() {
        guard let use else { return }
        for (index, lines) in use.arrivals.sorted(by: { $0.key < $1.key }) {
            let row = row(index)
            let count = lines == 1 ? "1 order line" : "\(lines) order lines"
            findings.append(
                AuditFinding(
                    .expiredInUse, id: "\(key(row.account)):\(text(row.number)):\(text(row.item))",
                    rows: [index],
                    detail: "\(quoted(row.number)) ended \(Day(number: row.validTo)), on \(count) since"))
        }
        for node in store.levels.nodes.indices where store.levels.nodes[node].count > 0 {
            let unused = live(store.byItem.rows(ofNode: Int32(truncatingIfNeeded: node))).filter { index in
                let row = row(index)
                return !use.isUsed[Int(index)] && row.validFrom <= use.period.upperBound.number
                    && row.validTo >= use.period.lowerBound.number
            }
            if unused.isEmpty { continue }
            let account = key(store.levels.nodes[node].account)
            let count = unused.count == 1 ? "1 row" : "\(unused.count) rows"
            let days = "\(use.period.lowerBound) to \(use.period.upperBound)"
            findings.append(
                AuditFinding(
                    .unused, id: account, rows: unused.sorted(), detail: "\(count) on no line from \(days)"))
        }
    }
}
