import Commerce
import Notation

/// A small trading world of plain strings, so crowded that every rare case of rules.md 2 and 3 is common in it.
struct MappingWorld {
    struct Buyer {
        var id: String
        var parent = ""
        var group = ""
    }

    struct Article {
        var number: String
        var gtin = ""
        var supersededBy = ""
        var active = true
        var unit = ""
    }

    struct Row: Equatable {
        /// Neither a customer nor a group: everyone.
        var customer = ""
        var group = ""
        var item: String
        var number: String
        var unit = ""
        var factor = 1
        var from: Int?
        var to: Int?
        var preferred = false
        var active = true
        var revision = ""
    }

    var buyers: [Buyer] = []
    var articles: [Article] = []
    var rows: [Row] = []

    static let numbers = [
        "A-1", "a1", "A1", " A1", "A1 ", "0A1", "10", "010", "0010", "1 0", "--", "**", "-", "B7", "b-7",
        "12345678", "501234567890", "0501234567890", "5012 3456 7890 1", "50123456789012", "000", "é1", "É1",
        "Z9",
    ]
    static let items = ["A1", "a1", "10", "0010", "B7", "12345678", "501234567890", "Z9", "é1", "X"]
    static let gtins = [
        "", "", "12345678", "501234567890", "0501234567890", "5012345678901", "50123456789012",
        "0000012345678",
    ]
    static let units = ["", "", "EA", "BOX"]
    static let revisions = ["", "", "A", "B", "b "]

    init() {}

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let ids = (0..<9).map { "c\($0)" }
        for id in ids {
            var buyer = Buyer(id: id)
            // Some parents are unknown, some lead in a circle, some are the customer itself.
            if Int.random(in: 0..<10, using: &random) < 6 {
                buyer.parent = (ids + ["x1"]).randomElement(using: &random) ?? ""
            }
            if Bool.random(using: &random) {
                buyer.group = ["g1", "g2", "c1"].randomElement(using: &random) ?? ""
            }
            buyers.append(buyer)
        }
        for number in Self.items.dropLast() {
            articles.append(Article(number: number, gtin: Self.gtins.randomElement(using: &random) ?? ""))
        }
        let crowd = Int.random(in: 20..<220, using: &random)
        for _ in 0..<crowd { rows.append(Self.row(ids, &random)) }
        for _ in 0..<(crowd / 20) { rows.append(rows[Int.random(in: 0..<crowd, using: &random)]) }
        for at in rows.indices { rows[at].revision = Self.revisions.randomElement(using: &random) ?? "" }
        for at in articles.indices {
            articles[at].unit = Self.units.randomElement(using: &random) ?? ""
            articles[at].active = Int.random(in: 0..<4, using: &random) > 0
            // Chains, circles, items that supersede themselves, successors that are not there.
            if Bool.random(using: &random) {
                articles[at].supersededBy = Self.items.randomElement(using: &random) ?? ""
            }
        }
    }

    private static func row(_ ids: [String], _ random: inout SeededGenerator) -> Row {
        var row = Row(
            item: items.randomElement(using: &random) ?? "",
            number: numbers.randomElement(using: &random) ?? "")
        switch Int.random(in: 0..<20, using: &random) {
        case 0: break
        case 1...4: row.group = ["g1", "g2", "c1", "g9"].randomElement(using: &random) ?? ""
        default: row.customer = (ids + ["x1", "x2"]).randomElement(using: &random) ?? ""
        }
        row.unit = units.randomElement(using: &random) ?? ""
        row.factor = [1, 1, 6, 12].randomElement(using: &random) ?? 1
        if Bool.random(using: &random) { row.from = Int.random(in: 0..<30, using: &random) }
        if Bool.random(using: &random) { row.to = (row.from ?? 0) + Int.random(in: -3..<15, using: &random) }
        row.preferred = Int.random(in: 0..<4, using: &random) == 0
        row.active = Int.random(in: 0..<6, using: &random) > 0
        return row
    }

    /// The same world as the program holds it; interning starts with `noise`, so that ids say nothing.
    func referenceData(noise: [String] = []) -> ReferenceData {
        var data = ReferenceData()
        for text in noise { _ = data.texts.intern(text) }
        for (at, row) in rows.enumerated() {
            let account: Account =
                !row.customer.isEmpty
                ? .customer(data.texts.intern(row.customer))
                : row.group.isEmpty ? .everyone : .group(data.texts.intern(row.group))
            data.mappings.rows.append(
                MappingRow(
                    account: account, item: data.texts.intern(row.item),
                    number: data.texts.intern(row.number),
                    unit: data.texts.intern(row.unit), revision: data.texts.intern(row.revision),
                    unitFactor: data.mappings.unitFactorIndex(ExactDecimal(row.factor)),
                    validFrom: row.from.map { Int32($0) } ?? .min, validTo: row.to.map { Int32($0) } ?? .max,
                    line: UInt32(at + 2), isPreferred: row.preferred, isActive: row.active))
        }
        let origin = Origin(source: 0, line: 1)
        for buyer in buyers {
            let id = data.texts.intern(buyer.id)
            let customer = Customer(
                id: id, name: id, parentID: data.texts.intern(buyer.parent),
                group: data.texts.intern(buyer.group), origin: origin)
            _ = data.customers.add(customer, key: id)
        }
        for article in articles {
            let number = data.texts.intern(article.number)
            let item = Item(
                number: number, description: .blank, gtin: data.texts.intern(article.gtin),
                unit: data.texts.intern(article.unit), active: article.active,
                supersededBy: data.texts.intern(article.supersededBy), origin: origin)
            _ = data.items.add(item, key: number)
        }
        return data
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
