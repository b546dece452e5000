/// Exact sums of quantity x price less discount: whole millionths of a pound.
///
/// Prices have at most three decimals and discounts one, so that every product is a whole number of these.
struct Millionths: Sendable, Comparable {
    var count: Int

    static func < (a: Millionths, b: Millionths) -> Bool { a.count < b.count }

    /// quantity x price x (1 - discount / 100)
    init(quantity: Int, price: String, discount: String) {
        count = quantity * Self.shifted(price, by: 3) * (1_000 - Self.shifted(discount, by: 1))
    }

    init(count: Int = 0) {
        self.count = count
    }

    static func += (a: inout Millionths, b: Millionths) { a.count += b.count }

    /// Two decimals, half away from zero.
    var pounds: String { Self.text(Self.divide(count, by: 10_000), decimals: 2) }

    /// 100 x part / whole with two decimals, half away from zero; blank where the whole is not positive.
    static func percent(_ part: Int, of whole: Int) -> String {
        whole > 0 ? text(divide(part * 10_000, by: whole), decimals: 2) : ""
    }

    /// A decimal as a whole number of its last place: "1.5" by 3 is 1500. Blank is 0.
    static func shifted(_ text: String, by places: Int) -> Int {
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts.first.map(String.init) ?? ""
        var fraction = parts.count > 1 ? String(parts[1]) : ""
        while fraction.count < places { fraction += "0" }
        let value = Int(whole + fraction) ?? 0
        return text.hasPrefix("-") ? -value : value
    }

    private static func divide(_ count: Int, by unit: Int) -> Int {
        let size = (count.magnitude * 2 + UInt(unit)) / UInt(unit * 2)
        return count < 0 ? -Int(size) : Int(size)
    }

    /// The count of the last place as a decimal: 1234 with two decimals is "12.34".
    static func text(_ count: Int, decimals: Int) -> String {
        var digits = String(count.magnitude)
        while digits.count <= decimals { digits = "0" + digits }
        return (count < 0 ? "-" : "") + digits.dropLast(decimals) + "." + digits.suffix(decimals)
    }
}
