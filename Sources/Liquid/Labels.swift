import Notation

/// Words of a language by key: what the filters `t` and `unit` print.
///
/// A text may hold places for arguments, `{{ count }}` or `%{count}`. With a count the key of its plural form in the
/// language counts, `key.one` or `key.few`; where there is none, `key.other`, then `key` itself.
public struct Labels: Sendable, ExpressibleByDictionaryLiteral {
    /// In the order of their bytes.
    private var keys: [[UInt8]] = []
    private var texts: [[UInt8]] = []
    /// How the language of the texts counts.
    public var plurals: PluralRule

    /// `language` is a tag of BCP 47, `de` or `zh-Hans`: it chooses the plural forms.
    public init(_ labels: [String: String] = [:], language: String = "en") {
        plurals = PluralRule(language: language)
        for (key, text) in labels.map({ (Array($0.key.utf8), Array($0.value.utf8)) }).sorted(by: {
            $0.0.lexicographicallyPrecedes($1.0)
        }) {
            keys.append(key)
            texts.append(text)
        }
    }

    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(Dictionary(elements) { $1 })
    }

    public var isEmpty: Bool { keys.isEmpty }

    var contents: (keys: [[UInt8]], texts: [[UInt8]]) { (keys, texts) }

    public subscript(_ key: String) -> String? {
        let key = Array(key.utf8)
        return key.withUnsafeBufferPointer { place(of: $0, suffix: "") }
            .map { String(decoding: texts[$0], as: UTF8.self) }
    }

    /// The place of a key with a suffix, found without building it.
    func place(of key: Bytes, suffix: StaticString) -> Int? {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.isBefore(keys[middle], key, suffix) { low = middle + 1 } else { high = middle }
        }
        guard low < keys.count else { return nil }
        let found = keys[low]
        guard found.count == key.count + suffix.utf8CodeUnitCount else { return nil }
        for i in 0..<found.count where found[i] != Self.byte(i, key, suffix) { return nil }
        return low
    }

    /// The place of a key's text for a count, or of the key itself.
    func place(of key: Bytes, for count: ExactDecimal?) -> Int? {
        guard let count else { return place(of: key, suffix: "") }
        return place(of: key, suffix: plurals.form(for: count).suffix) ?? place(of: key, suffix: ".other")
            ?? place(of: key, suffix: "")
    }

    func text(at place: Int) -> [UInt8] { texts[place] }

    private static func byte(_ i: Int, _ key: Bytes, _ suffix: StaticString) -> UInt8 {
        i < key.count ? key[i] : suffix.utf8Start[i - key.count]
    }

    private static func isBefore(_ own: [UInt8], _ key: Bytes, _ suffix: StaticString) -> Bool {
        let count = key.count + suffix.utf8CodeUnitCount
        for i in 0..<min(own.count, count) {
            let other = byte(i, key, suffix)
            if own[i] != other { return own[i] < other }
        }
        return own.count < count
    }

    /// English words for the unit codes that trade uses most (UNECE Recommendation 20 and 21).
    public static let englishUnits: Labels = [
        "C62.one": "piece", "C62.other": "pieces", "H87.one": "piece", "H87.other": "pieces",
        "EA.one": "each", "EA.other": "each", "PR.one": "pair", "PR.other": "pairs", "SET.one": "set",
        "SET.other": "sets", "DZN.one": "dozen", "DZN.other": "dozen", "XBX.one": "box",
        "XBX.other": "boxes", "BX.one": "box", "BX.other": "boxes", "XPK.one": "pack", "XPK.other": "packs",
        "PK.one": "pack", "PK.other": "packs", "XPX.one": "pallet", "XPX.other": "pallets",
        "XRO.one": "roll", "XRO.other": "rolls", "KGM": "kg", "GRM": "g", "TNE": "t", "LTR": "l",
        "MLT": "ml", "MTR": "m", "CMT": "cm", "MMT": "mm", "MTK": "m²", "MTQ": "m³", "KWH": "kWh",
        "MIN.one": "minute", "MIN.other": "minutes", "HUR.one": "hour", "HUR.other": "hours",
        "DAY.one": "day", "DAY.other": "days", "WEE.one": "week", "WEE.other": "weeks",
        "MON.one": "month", "MON.other": "months", "ANN.one": "year", "ANN.other": "years", "LS": "lump sum",
    ]
}
