import Foundation
import Notation

/// What an `Encodable` value encodes itself as, before it goes into an arena.
enum EncodedTree {
    case null
    case truth(Bool)
    case number(ExactDecimal)
    case text(String)
    case day(Day)
    case list(Elements)
    case object(Members)

    /// The elements of a list in the making; containers that encode into it share it.
    final class Elements {
        var trees: [EncodedTree] = []
    }

    /// The members of an object in the making; of equal names the last counts.
    final class Members {
        private var places: [String: Int] = [:]
        private(set) var ordered: [(name: String, tree: EncodedTree)] = []

        func set(_ name: String, _ tree: EncodedTree) {
            if let place = places[name] {
                ordered[place].tree = tree
            } else {
                places[name] = ordered.count
                ordered.append((name, tree))
            }
        }
    }

    /// Types whose own encoding would lose what they are go first.
    static func tree(of value: some Encodable, at path: [any CodingKey]) throws -> EncodedTree {
        switch value {
        case let decimal as ExactDecimal: return .number(decimal)
        case let day as Day: return .day(day)
        case let decimal as Decimal: return .number(try number(decimal.description, value, path))
        case let date as Date: return .text(text(of: date))
        case let url as URL: return .text(url.absoluteString)
        case let data as Data: return .text(data.base64EncodedString())
        default: break
        }
        let encoder = ArenaEncoder(codingPath: path)
        try value.encode(to: encoder)
        return encoder.result.tree ?? .object(Members())
    }

    /// A number by its shortest description.
    static func number(
        _ text: String, _ value: some Encodable, _ path: [any CodingKey]
    ) throws -> EncodedTree.Number {
        let parts = text.lowercased().split(separator: "e", maxSplits: 1)
        var digits = String(parts.first ?? "")
        if digits.hasSuffix(".0"), parts.count == 2 { digits.removeLast(2) }
        let exponent = parts.count == 2 ? Int(parts[1]) : 0
        if let exponent, abs(exponent) <= 76, let number = try? ExactDecimal.parse(digits) {
            if exponent == 0 { return number }
            let unit = ExactDecimal(
                mantissa: exponent > 0 ? Int128.power(of: 10, min(exponent, 38)) : 1,
                scale: max(0, -exponent))
            if abs(exponent) <= 38, let scaled = try? number.multiplied(by: unit) { return scaled }
        }
        throw EncodingError.invalidValue(
            value,
            EncodingError.Context(
                codingPath: path, debugDescription: "\(text) is no number of up to 38 digits"))
    }

    typealias Number = ExactDecimal

    /// `2026-11-23 10:15:00 UTC`.
    private static func text(of date: Date) -> String {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        guard seconds.magnitude < 1e15, let moment = Moment(seconds: Int(seconds)) else { return "" }
        let (year, month, day) = moment.day.components
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let head = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        return "\(head)-\(two(month))-\(two(day)) "
            + "\(two(moment.hour)):\(two(moment.minute)):\(two(moment.second)) UTC"
    }
}

extension Int128 {
    static func power(of base: Int128, _ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
