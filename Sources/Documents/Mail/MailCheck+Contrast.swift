import Diagnostics

extension MailCheck {
    /// What an element's text looks like, as far as colours go.
    private struct Look {
        var ink = MailColor(red: 0, green: 0, blue: 0)
        var paper = MailColor(red: 255, green: 255, blue: 255)
        /// In whole px.
        var size = 16
        var isBold = false
        var isHidden = false

        /// What WCAG 1.4.3 asks for text of this size, in hundredths: from 24 px, bold from 18.66 px, it is less.
        var ratioNeeded: Int { size >= 24 || (isBold && size >= 19) ? 300 : 450 }

        mutating func apply(_ element: HTMLTree.Element) {
            if ["b", "strong", "th", "h1", "h2", "h3"].contains(element.name) { isBold = true }
            if let color = element["bgcolor"].flatMap(MailColor.init) { paper = color }
            if element.name == "font", let color = element["color"].flatMap(MailColor.init) { ink = color }
            for declaration in CSSDeclaration.list(element["style"] ?? "") {
                let value = declaration.value.lowercased()
                switch declaration.name {
                case "color": ink = MailColor(value) ?? ink
                case "background-color", "background":
                    let words = value.split(separator: " ")
                    paper = words.lazy.compactMap { MailColor(String($0)) }.first ?? paper
                case "font-size":
                    let number = Int(value.prefix { $0.isNumber })
                    if value.hasSuffix("px") {
                        size = number ?? size
                    } else if value.hasSuffix("pt") {
                        size = number.map { $0 * 4 / 3 } ?? size
                    }
                case "font-weight": isBold = value == "bold" || (Int(value) ?? 0) >= 600
                case "display": if value == "none" { isHidden = true }
                case "visibility": isHidden = value == "hidden"
                default: break
                }
            }
        }
    }

    /// Colours are those of the tags: what a program sees that drops `<style>`.
    mutating func contrast(_ tokens: [HTMLToken], _ tree: HTMLTree, _ page: [UInt8]) {
        var looks: [Look] = []
        looks.reserveCapacity(tree.elements.count)
        for element in tree.elements {
            var look = element.parent.map { looks[$0] } ?? Look()
            look.apply(element)
            looks.append(look)
        }
        var seen: Set<String> = []
        for (i, token) in tokens.enumerated() {
            guard case .text = token.kind, let holder = tree.holders[i] else { continue }
            let look = looks[holder]
            if look.isHidden || Self.isUnseen(holder, tree) || isBlank(page[token.range]) { continue }
            let ratio = look.ink.contrast(with: look.paper)
            guard ratio < look.ratioNeeded else { continue }
            // The same pair of colours is told once.
            guard seen.insert("\(look.ink) \(look.paper) \(look.ratioNeeded)").inserted else { continue }
            add(
                "low-contrast",
                "\(look.ink) on \(look.paper) has a contrast of \(Self.shown(ratio)), less than "
                    + Self.shown(look.ratioNeeded),
                at: token.range.lowerBound, hint: "WCAG 1.4.3 (AA)")
        }
    }

    /// Hundredths as people write them: `4.48`.
    private static func shown(_ ratio: Int) -> String {
        "\(ratio / 100).\(ratio / 10 % 10)\(ratio % 10)"
    }

    private static func isUnseen(_ element: Int, _ tree: HTMLTree) -> Bool {
        var at: Int? = element
        while let place = at {
            if ["head", "title", "style", "script"].contains(tree.elements[place].name) { return true }
            at = tree.elements[place].parent
        }
        return false
    }

    private func isBlank(_ text: ArraySlice<UInt8>) -> Bool {
        HTMLReferences.text(text).allSatisfy { $0.isWhitespace }
    }
}

/// A colour of sRGB.
struct MailColor: Hashable, CustomStringConvertible {
    var red: Int
    var green: Int
    var blue: Int

    init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    private static let names: [String: Int] = [
        "black": 0x000000, "white": 0xFFFFFF, "red": 0xFF0000, "green": 0x008000, "blue": 0x0000FF,
        "gray": 0x808080,
        "grey": 0x808080, "silver": 0xC0C0C0, "yellow": 0xFFFF00, "navy": 0x000080, "maroon": 0x800000,
        "orange": 0xFFA500, "purple": 0x800080, "teal": 0x008080, "lightgray": 0xD3D3D3, "darkgray": 0xA9A9A9,
    ]

    /// `#1f4d3f`, `#fff`, `rgb(1, 2, 3)` or one of the common names.
    init?(_ text: String) {
        let text = text.trimmed.lowercased()
        if text.hasPrefix("#") {
            let digits = text.dropFirst()
            guard let number = Int(digits, radix: 16) else { return nil }
            if digits.count == 6 {
                self.init(number)
            } else if digits.count == 3 {
                self.init(red: (number >> 8) * 17, green: (number >> 4 & 15) * 17, blue: (number & 15) * 17)
            } else {
                return nil
            }
        } else if text.hasPrefix("rgb("), text.hasSuffix(")") {
            let parts = text.dropFirst(4).dropLast().split(separator: ",").compactMap {
                Int(String($0).trimmed)
            }
            guard parts.count == 3, parts.allSatisfy({ (0...255).contains($0) }) else { return nil }
            self.init(red: parts[0], green: parts[1], blue: parts[2])
        } else if let number = Self.names[text] {
            self.init(number)
        } else {
            return nil
        }
    }

    private init(_ number: Int) {
        self.init(red: number >> 16 & 255, green: number >> 8 & 255, blue: number & 255)
    }

    /// Relative luminance (WCAG 2.2) in millionths.
    private var luminance: Int {
        (2_126 * Self.linear[red] + 7_152 * Self.linear[green] + 722 * Self.linear[blue]) / 10_000
    }

    /// In hundredths, rounded down: 100 for equal colours, 2100 for black on white.
    func contrast(with other: MailColor) -> Int {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 50_000) * 100 / (min(a, b) + 50_000)
    }

    /// Of each value of a part, its light in millionths: v / 12.92 up to 0.04045, else ((v + 0.055) / 1.055) ^ 2.4.
    private static let linear: [Int] = [
        0, 304, 607, 911, 1_214, 1_518, 1_821, 2_125, 2_428, 2_732, 3_035, 3_347, 3_677, 4_025, 4_391,
        4_777, 5_182, 5_605, 6_049, 6_512, 6_995, 7_499, 8_023, 8_568, 9_134, 9_721, 10_330, 10_960,
        11_612, 12_286, 12_983, 13_702, 14_444, 15_209, 15_996, 16_807, 17_642, 18_500, 19_382, 20_289,
        21_219, 22_174, 23_153, 24_158, 25_187, 26_241, 27_321, 28_426, 29_557, 30_713, 31_896, 33_105,
        34_340, 35_601, 36_889, 38_204, 39_546, 40_915, 42_311, 43_735, 45_186, 46_665, 48_172, 49_707,
        51_269, 52_861, 54_480, 56_128, 57_805, 59_511, 61_246, 63_010, 64_803, 66_626, 68_478, 70_360,
        72_272, 74_214, 76_185, 78_187, 80_220, 82_283, 84_376, 86_500, 88_656, 90_842, 93_059, 95_307,
        97_587, 99_899, 102_242, 104_616, 107_023, 109_462, 111_932, 114_435, 116_971, 119_538, 122_139,
        124_772, 127_438, 130_136, 132_868, 135_633, 138_432, 141_263, 144_128, 147_027, 149_960, 152_926,
        155_926, 158_961, 162_029, 165_132, 168_269, 171_441, 174_647, 177_888, 181_164, 184_475, 187_821,
        191_202, 194_618, 198_069, 201_556, 205_079, 208_637, 212_231, 215_861, 219_526, 223_228, 226_966,
        230_740, 234_551, 238_398, 242_281, 246_201, 250_158, 254_152, 258_183, 262_251, 266_356, 270_498,
        274_677, 278_894, 283_149, 287_441, 291_771, 296_138, 300_544, 304_987, 309_469, 313_989, 318_547,
        323_143, 327_778, 332_452, 337_164, 341_914, 346_704, 351_533, 356_400, 361_307, 366_253, 371_238,
        376_262, 381_326, 386_429, 391_572, 396_755, 401_978, 407_240, 412_543, 417_885, 423_268, 428_690,
        434_154, 439_657, 445_201, 450_786, 456_411, 462_077, 467_784, 473_531, 479_320, 485_150, 491_021,
        496_933, 502_886, 508_881, 514_918, 520_996, 527_115, 533_276, 539_479, 545_724, 552_011, 558_340,
        564_712, 571_125, 577_580, 584_078, 590_619, 597_202, 603_827, 610_496, 617_207, 623_960, 630_757,
        637_597, 644_480, 651_406, 658_375, 665_387, 672_443, 679_542, 686_685, 693_872, 701_102, 708_376,
        715_694, 723_055, 730_461, 737_910, 745_404, 752_942, 760_525, 768_151, 775_822, 783_538, 791_298,
        799_103, 806_952, 814_847, 822_786, 830_770, 838_799, 846_873, 854_993, 863_157, 871_367, 879_622,
        887_923, 896_269, 904_661, 913_099, 921_582, 930_111, 938_686, 947_307, 955_973, 964_686, 973_445,
        982_251, 991_102, 1_000_000,
    ]

    var description: String {
        "#"
            + [red, green, blue].map { part in
                let digits = String(part, radix: 16)
                return digits.utf8.count < 2 ? "0" + digits : digits
            }.joined()
    }
}
