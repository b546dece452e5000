package import Notation

/// Where a row stands in time, for lists of rows.
package enum RowState: UInt8, Sendable {
    case valid, expired, notYetValid, inactive, neverValid

    package init(_ row: MappingRow, on day: Day) {
        if row.isNeverValid {
            self = .neverValid
        } else if !row.isActive {
            self = .inactive
        } else if row.validTo < day.number {
            self = .expired
        } else {
            self = row.validFrom > day.number ? .notYetValid : .valid
        }
    }

    package var name: String {
        switch self {
        case .valid: "valid"
        case .expired: "expired"
        case .notYetValid: "not_yet_valid"
        case .inactive: "inactive"
        case .neverValid: "never_valid"
        }
    }
}

extension Resolver {
    /// What a number means as our own and as a GTIN, whatever the answer for a customer is.
    package func ownMeanings(_ number: TextID, texts: Texts) -> [InboundCandidate] {
        let line = OrderLineNumbers(customer: .blank, day: Day(number: 0), customerItemNumber: number)
        let empty = UnsafeRawBufferPointer(start: nil, count: 0)
        return texts.withBytes(number) { bytes in
            let search = LineSearch(
                store: store, index: store.inbound, line: line, accept: .all,
                customerNumber: NumberText.trim(bytes), ownNumber: empty, gtin: empty)
            let hits = [
                search.ownHit(search.customerNumber),
                search.gtinHit(search.customerNumber, allowingEight: true),
            ]
            return hits.compactMap { $0 }.flatMap { hit in
                hit.outcome == .ambiguous
                    ? hit.candidates
                    : [InboundCandidate(namespace: hit.outcome == .gtin ? .gtin : .ours, item: hit.item)]
            }
        }
    }

    /// Every row of every account that holds a number, exact first, then those equal only after normalizing.
    package func rows(ofNumber number: TextID, texts: Texts) -> (exact: [Int32], normalized: [Int32]) {
        var (exact, normalized): ([Int32], [Int32]) = ([], [])
        texts.withBytes(number) { bytes in
            let wanted = NumberText.trim(bytes)
            for (at, row) in data.mappings.rows.enumerated() {
                data.texts.withBytes(row.number) { held in
                    if NumberText.equalTrimmed(held, trimmed: wanted) {
                        exact.append(Int32(truncatingIfNeeded: at))
                    } else if NumberText.equalNormalized(held, wanted) {
                        normalized.append(Int32(truncatingIfNeeded: at))
                    }
                }
            }
        }
        return (exact, normalized)
    }

    /// Whether a customer has a wanted number already by a row of a parent, a group or everyone, on all its days: a
    /// sheet of numbers shows those too, and reading it back must not copy them to the customer.
    package func holds(_ wanted: MappingRow, today: Day, texts: Texts) -> Bool {
        guard let customer = wanted.account.customerID, !wanted.isNeverValid else { return false }
        let day =
            wanted.validFrom == .min || wanted.validFrom < today.number && today.number <= wanted.validTo
            ? today : Day(number: wanted.validFrom)
        let shown = numberShown(customer: customer, item: wanted.item, unit: wanted.unit, day: day)
        guard shown.row >= 0, shown.level != .own else { return false }
        let row = row(shown.row)
        let isSame = texts.withBytes(row.number) { held in
            texts.withBytes(wanted.number) { NumberText.equalTrimmed(held, trimmed: NumberText.trim($0)) }
        }
        return isSame && (wanted.unitFactor == 0 || wanted.unitFactor == row.unitFactor)
            && (wanted.validFrom == .min || row.validFrom <= wanted.validFrom)
            && wanted.validTo <= row.validTo
            && (wanted.description.isBlank || wanted.description == row.description)
    }

    /// The accounts whose rows can answer for a customer, nearest first (rules.md 2.1).
    package func accounts(of customer: TextID, shipTo: TextID = .blank) -> [Account] {
        var walk = LevelWalk(store.levels, customer: customer, shipTo: shipTo)
        var accounts: [Account] = []
        while let step = walk.next(store.levels) {
            accounts.append(store.levels.nodes[Int(step.node)].account)
        }
        return accounts
    }
}
