package import Notation

/// One cell of a ``SalesCube``: 64 bytes.
package struct CubeCell: Sendable {
    package let key: CubeKey
    var quantity = PackedSum()
    package private(set) var lines: UInt32 = 0
    package private(set) var firstDay: Int32 = .max
    var value = PackedSum()
    package private(set) var lastDay: Int32 = .min

    init(key: CubeKey) {
        self.key = key
    }

    @inline(__always)
    mutating func add(day: Int32, quantity: ExactDecimal, value: ExactDecimal, _ large: inout LargeSums) {
        lines &+= 1
        if day < firstDay { firstDay = day }
        if day > lastDay { lastDay = day }
        self.quantity.add(quantity, &large)
        self.value.add(value, &large)
    }

    mutating func merge(
        lines: UInt32, days: ClosedRange<Int32>, quantity: ExactDecimal, value: ExactDecimal,
        _ large: inout LargeSums
    ) {
        self.lines &+= lines
        firstDay = min(firstDay, days.lowerBound)
        lastDay = max(lastDay, days.upperBound)
        self.quantity.add(quantity, &large)
        self.value.add(value, &large)
    }
}

/// What identifies a cell, packed into two words.
///
/// First word, from the top: month 17 bits, currency 15, credit 1, outcome 3, level 3; then 25 bits unused. The
/// second: customer and item. The number stands beside them.
package struct CubeKey: Sendable, Hashable {
    private let head: UInt64
    package let customer: TextID
    package let item: TextID
    /// The number shown; blank where the line is unmapped.
    package let number: TextID

    @inline(__always)
    init(
        month: Month, currency: Int, isCredit: Bool, shown: NumberShown, customer: TextID, item: TextID,
        number: TextID
    ) {
        let mapped = shown.outcome == .mapped
        head =
            UInt64(UInt32(bitPattern: month.number)) << 47 | UInt64(currency & 0x7FFF) << 32
            | (isCredit ? 1 << 31 : 0) | UInt64(shown.outcome.rawValue) << 28
            | UInt64(mapped ? shown.level.rawValue : 0) << 25
        self.customer = customer
        self.item = item
        self.number = mapped ? number : .blank
    }

    package var month: Month { Month(number: Int32(truncatingIfNeeded: head >> 47)) }
    package var currency: Int { Int(head >> 32 & 0x7FFF) }
    package var isCredit: Bool { head >> 31 & 1 == 1 }
    package var outcome: MappingOutcome {
        MappingOutcome(rawValue: UInt8(truncatingIfNeeded: head >> 28 & 7)) ?? .missing
    }
    /// Only of meaning where ``outcome`` is mapped.
    package var level: Level { Level(rawValue: UInt8(truncatingIfNeeded: head >> 25 & 7)) ?? .own }

    @inline(__always)
    var hash: UInt64 {
        let low =
            UInt64(UInt32(bitPattern: item.rawValue)) | UInt64(UInt32(bitPattern: customer.rawValue)) << 32
        let a = (head ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: low ^ 0xD6E8_FEB8_6659_FD93)
        let mixed = a.high ^ a.low ^ UInt64(UInt32(bitPattern: number.rawValue)) &* 0x2545_F491_4F6C_DD1D
        return mixed ^ mixed >> 29
    }

    @inline(__always)
    package static func == (a: CubeKey, b: CubeKey) -> Bool {
        a.head == b.head && a.customer == b.customer && a.item == b.item && a.number == b.number
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
