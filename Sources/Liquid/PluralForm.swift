public import Notation

/// The plural forms of CLDR (UTS 35, Language Plural Rules), as the keys of label catalogues name them.
public enum PluralForm: String, Sendable, Hashable, CaseIterable {
    case zero, one, two, few, many, other

    /// `.few`: what a key ends in.
    var suffix: StaticString {
        switch self {
        case .zero: ".zero"
        case .one: ".one"
        case .two: ".two"
        case .few: ".few"
        case .many: ".many"
        case .other: ".other"
        }
    }
}

/// How a language chooses the plural form for a count.
///
/// Source: the cardinal rules of CLDR, `common/supplemental/plurals.xml`, in their version 46. A language without rules
/// here has `one` for 1 and `other` for all else.
public struct PluralRule: Sendable, Hashable {
    /// Languages with the same rules.
    enum Family: Sendable, Hashable {
        case none, one, romance, french, danish, icelandic, polish, czech, russian,
            southSlavic, slovenian, romanian, lithuanian, latvian, arabic, hebrew, irish, welsh
    }

    let family: Family

    /// `language` is a tag of BCP 47: `de`, `pt-BR`, `zh-Hans`; only its language counts, and `pt-PT`.
    public init(language: String) {
        let tag = language.lowercased().replacing("_", with: "-")
        let code = tag.prefix { $0 != "-" }
        family = tag == "pt-pt" ? .romance : Self.families[String(code)] ?? .one
    }

    private static let families: [String: Family] = {
        let lists: [(Family, String)] = [
            (.none, "ja zh yue ko vi th id ms my lo jv wo yo"), (.romance, "es it ca vec"),
            (.french, "fr pt"), (.danish, "da"),
            (.icelandic, "is"), (.polish, "pl"), (.czech, "cs sk"), (.russian, "ru uk be"),
            (.southSlavic, "hr sr bs sh"), (.slovenian, "sl"), (.romanian, "ro mo"), (.lithuanian, "lt"),
            (.latvian, "lv"), (.arabic, "ar"), (.hebrew, "he iw"), (.irish, "ga"), (.welsh, "cy"),
        ]
        var families: [String: Family] = [:]
        for (family, codes) in lists {
            for code in codes.split(separator: " ") { families[String(code)] = family }
        }
        return families
    }()

    /// The form for a count, whose sign and whose zeros behind the last decimal do not matter.
    public func form(for count: ExactDecimal) -> PluralForm {
        let n = Operands(count)
        switch family {
        case .none: return .other
        case .one: return n.isWhole && n.i == 1 ? .one : .other
        case .romance: return n.isWhole && n.i == 1 ? .one : Self.millions(n)
        case .french: return n.i < 2 ? .one : Self.millions(n)
        case .danish: return n.i == 1 || (n.i == 0 && !n.isWhole) ? .one : .other
        case .icelandic: return Self.icelandic(n)
        case .polish: return Self.polish(n)
        case .czech:
            if !n.isWhole { return .many }
            return n.i == 1 ? .one : (2...4).contains(n.i) ? .few : .other
        case .russian: return n.isWhole ? Self.russian(n.i) : .other
        case .southSlavic: return Self.southSlavic(n.isWhole ? n.i : n.f)
        case .slovenian: return Self.slovenian(n)
        case .romanian:
            if !n.isWhole || n.i == 0 { return .few }
            return n.i == 1 ? .one : (1...19).contains(n.i % 100) ? .few : .other
        case .lithuanian: return Self.lithuanian(n)
        case .latvian: return Self.latvian(n)
        case .arabic: return Self.arabic(n)
        case .hebrew:
            if n.isWhole { return n.i == 1 ? .one : n.i == 2 ? .two : .other }
            return n.i == 0 ? .one : .other
        case .irish:
            guard n.isWhole else { return .other }
            return n.i == 1
                ? .one
                : n.i == 2
                    ? .two
                    : (3...6).contains(n.i)
                        ? .few
                        : (7...10).contains(n.i) ? .many : .other
        case .welsh:
            guard n.isWhole else { return .other }
            return [0: .zero, 1: .one, 2: .two, 3: .few, 6: .many][n.i] ?? .other
        }
    }

    /// What the rules ask of a count: its whole part, and the digits behind the point as a number.
    private struct Operands {
        var i: Int128
        var f: Int128
        var isWhole: Bool
        var digits: Int

        init(_ count: ExactDecimal) {
            let plain = count.normalized
            let size = plain.mantissa < 0 ? -plain.mantissa : plain.mantissa
            digits = Int(plain.scale)
            let unit = (0..<digits).reduce(Int128(1)) { unit, _ in unit * 10 }
            i = size / unit
            f = size % unit
            isWhole = f == 0
        }
    }
}

// The rules with more than a line.
extension PluralRule {
    private static func millions(_ n: Operands) -> PluralForm {
        n.isWhole && n.i != 0 && n.i % 1_000_000 == 0 ? .many : .other
    }

    private static func icelandic(_ n: Operands) -> PluralForm {
        let last = n.isWhole ? n.i : n.f
        return last % 10 == 1 && last % 100 != 11 ? .one : .other
    }

    private static func polish(_ n: Operands) -> PluralForm {
        guard n.isWhole else { return .other }
        if n.i == 1 { return .one }
        return (2...4).contains(n.i % 10) && !(12...14).contains(n.i % 100) ? .few : .many
    }

    private static func russian(_ i: Int128) -> PluralForm {
        if i % 10 == 1, i % 100 != 11 { return .one }
        return (2...4).contains(i % 10) && !(12...14).contains(i % 100) ? .few : .many
    }

    private static func southSlavic(_ last: Int128) -> PluralForm {
        let form = russian(last)
        return form == .many ? .other : form
    }

    private static func slovenian(_ n: Operands) -> PluralForm {
        guard n.isWhole else { return .few }
        switch n.i % 100 {
        case 1: return .one
        case 2: return .two
        case 3, 4: return .few
        default: return .other
        }
    }

    private static func lithuanian(_ n: Operands) -> PluralForm {
        guard n.isWhole else { return .many }
        if (11...19).contains(n.i % 100) || n.i % 10 == 0 { return .other }
        return n.i % 10 == 1 ? .one : .few
    }

    private static func latvian(_ n: Operands) -> PluralForm {
        if n.isWhole {
            if n.i % 10 == 0 || (11...19).contains(n.i % 100) { return .zero }
            return n.i % 10 == 1 ? .one : .other
        }
        if n.digits == 2, (11...19).contains(n.f % 100) { return .zero }
        return n.f % 10 == 1 && (n.digits != 2 || n.f % 100 != 11) ? .one : .other
    }

    private static func arabic(_ n: Operands) -> PluralForm {
        guard n.isWhole else { return .other }
        switch n.i {
        case 0: return .zero
        case 1: return .one
        case 2: return .two
        default:
            let rest = n.i % 100
            return (3...10).contains(rest) ? .few : rest >= 11 ? .many : .other
        }
    }
}
