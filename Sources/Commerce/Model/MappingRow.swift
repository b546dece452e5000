package import Notation

/// One row of the item customer mapping (rules.md 1), put together for one who reads it whole; ``MappingRows`` holds
/// rows in 20 bytes.
package struct MappingRow: Sendable, Hashable {
    package var account: Account
    /// The cleaned item number, whether or not there is such an item.
    package var item: TextID
    /// The customer item number, to the character.
    package var number: TextID
    package var description: TextID
    package var unit: TextID
    package var revision: TextID
    /// Index into ``MappingTable/unitFactors``; 0 is the factor 1.
    package var unitFactor: Int32
    /// ``Day/number`` of the first day, `Int32.min` for open.
    package var validFrom: Int32
    /// ``Day/number`` of the last day, `Int32.max` for open.
    package var validTo: Int32
    package var line: UInt32
    package var isPreferred: Bool
    package var isActive: Bool

    package init(
        account: Account, item: TextID, number: TextID, description: TextID = .blank, unit: TextID = .blank,
        revision: TextID = .blank, unitFactor: Int32 = 0, validFrom: Int32 = .min, validTo: Int32 = .max,
        line: UInt32, isPreferred: Bool = false, isActive: Bool = true
    ) {
        self.account = account
        self.item = item
        self.number = number
        self.description = description
        self.unit = unit
        self.revision = revision
        self.unitFactor = unitFactor
        self.validFrom = validFrom
        self.validTo = validTo
        self.line = line
        self.isPreferred = isPreferred
        self.isActive = isActive
    }

    /// A row whose first day lies after its last never applies (rules.md 1).
    @inlinable package var isNeverValid: Bool { validFrom > validTo }

    @inlinable
    package func covers(_ day: Day) -> Bool { validFrom <= day.number && day.number <= validTo }
}

/// All mapping rows as they were read, in file order.
package struct MappingTable: Sendable {
    package var rows = MappingRows()
    /// The distinct unit factors: how many of our units one customer unit holds. The first is 1.
    package var unitFactors: [ExactDecimal] = [.one]
    /// The source of the rows, as in ``Origin/source``.
    package var source: UInt16 = 0

    package init() {}

    /// The place of a factor, added where it is new. There are few, so they are searched one by one.
    package mutating func unitFactorIndex(_ factor: ExactDecimal) -> Int32 {
        if let at = unitFactors.firstIndex(of: factor) { return Int32(truncatingIfNeeded: at) }
        unitFactors.append(factor)
        return Int32(truncatingIfNeeded: unitFactors.count - 1)
    }
}
