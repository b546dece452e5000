/// One sale or credit line as the reports need it: 28 bytes. What it is worth, ``SalesCube`` says.
package struct CubeCell: Sendable {
    package let customer: TextID
    package let item: TextID
    /// The number shown; blank where the line is unmapped.
    package internal(set) var number: TextID
    /// ``Day/number`` of the document.
    package let day: Int32
    /// The digits of the value, or its place among those that are kept aside.
    let valueMantissa: Int32
    let quantityMantissa: Int32
    /// From the top: currency 16 bits, 1 unused, credit 1, outcome 3, level 3, scale of the quantity 4, of the
    /// value 4.
    private var head: UInt32

    /// A scale that says: the mantissa is a place among the decimals kept aside.
    static let aside: Int32 = 15

    @inline(__always)
    init(
        customer: TextID, item: TextID, number: TextID, day: Int32, currency: Int, isCredit: Bool,
        outcome: MappingOutcome, level: Level, quantity: (mantissa: Int32, scale: Int32),
        value: (mantissa: Int32, scale: Int32)
    ) {
        self.customer = customer
        self.item = item
        self.number = number
        self.day = day
        quantityMantissa = quantity.mantissa
        valueMantissa = value.mantissa
        let who = UInt32(truncatingIfNeeded: currency) << 16 | (isCredit ? 1 << 14 : 0)
        let why = UInt32(outcome.rawValue) << 11 | UInt32(level.rawValue) << 8
        head = who | why | UInt32(truncatingIfNeeded: quantity.scale << 4 | value.scale)
    }

    /// Notes what is shown in the place of the item.
    @inline(__always)
    mutating func show(_ number: TextID, _ outcome: MappingOutcome, _ level: Level) {
        self.number = number
        head = head & ~(63 << 8) | UInt32(outcome.rawValue) << 11 | UInt32(level.rawValue) << 8
    }

    /// The place of the currency in the cube.
    var currency: Int { Int(head >> 16) }
    package var isCredit: Bool { head & 1 << 14 != 0 }
    package var isMapped: Bool { head & 7 << 11 == UInt32(MappingOutcome.mapped.rawValue) << 11 }
    package var outcome: MappingOutcome {
        MappingOutcome(rawValue: UInt8(truncatingIfNeeded: head >> 11 & 7)) ?? .missing
    }
    /// Only of meaning where ``outcome`` is mapped.
    var level: Level { Level(rawValue: UInt8(truncatingIfNeeded: head >> 8 & 7)) ?? .own }
    var quantityScale: Int32 { Int32(truncatingIfNeeded: head >> 4 & 15) }
    var valueScale: Int32 { Int32(truncatingIfNeeded: head & 15) }

    /// What stands in a place before a line does.
    static let nothing = CubeCell(
        customer: .blank, item: .blank, number: .blank, day: 0, currency: 0, isCredit: false,
        outcome: .missing, level: .own, quantity: (0, 0), value: (0, 0))

    /// The same line with decimals kept aside elsewhere and other ids.
    func renamed(currency: Int, asideBy offset: Int32, _ ids: RenamedTexts) -> CubeCell {
        CubeCell(
            customer: ids[customer], item: ids[item], number: ids[number], day: day, currency: currency,
            isCredit: isCredit, outcome: outcome, level: level,
            quantity: (
                quantityMantissa &+ (quantityScale == Self.aside ? offset : 0), quantityScale
            ),
            value: (valueMantissa &+ (valueScale == Self.aside ? offset : 0), valueScale))
    }

    /// Whether all its texts have the same ids there.
    @inline(__always)
    func isNamedAlike(_ ids: RenamedTexts) -> Bool {
        ids.keeps(customer) && ids.keeps(item) && ids.keeps(number)
    }

    /// Whether two cells of one month, customer and item stand in one row of the sales report.
    @inline(__always)
    func isOfRow(_ other: CubeCell) -> Bool {
        number == other.number && customer == other.customer && item == other.item
            && currency == other.currency
    }
}
