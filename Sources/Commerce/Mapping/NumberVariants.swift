/// All numbers one slip away from a given one, made from that number, so that a look-up of each in the index
/// finds what was meant without a scan.
struct NumberVariants {
    enum Slip: UInt8, Sendable {
        /// One or more characters mistaken for another of the same look: O/0, I/1/L, S/5, B/8.
        case lookAlike
        case swapped, changed
        /// The number given has one character too many, one too few.
        case extra, lost
    }

    /// The letters and digits of the number, upper case, zeros in front kept.
    let letters: [UInt8]

    /// Longer numbers are not tried: they hold more than a number.
    static let longest = 32

    init(_ number: UnsafeRawBufferPointer) {
        letters = number.compactMap { NumberText.kept($0) == 0 ? nil : NumberText.kept($0) }
    }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

    /// Calls `body` with the bytes of each variant.
    func forEach(_ body: (UnsafeRawBufferPointer, Slip) -> Void) {
        guard letters.count >= 3, letters.count <= Self.longest else { return }
        lookAlikes(body)
        var text = letters
        for at in 1..<text.count where text[at] != text[at - 1] {
            text.swapAt(at, at - 1)
            text.withUnsafeBytes { body($0, .swapped) }
            text.swapAt(at, at - 1)
        }
        for at in text.indices {
            let held = text[at]
            for letter in Self.alphabet where letter != held && !Self.lookAlike(letter, held) {
                text[at] = letter
                text.withUnsafeBytes { body($0, .changed) }
            }
            text[at] = held
        }
        for at in letters.indices where at == 0 || letters[at] != letters[at - 1] {
            text.remove(at: at)
            text.withUnsafeBytes { body($0, .extra) }
            text.insert(letters[at], at: at)
        }
        for at in 0...letters.count {
            // The same letter before or after its equal gives one text.
            for letter in Self.alphabet where at == letters.count || letter != letters[at] {
                text.insert(letter, at: at)
                text.withUnsafeBytes { body($0, .lost) }
                text.remove(at: at)
            }
        }
    }

    /// Every choice of look-alikes, up to 256 of them.
    private func lookAlikes(_ body: (UnsafeRawBufferPointer, Slip) -> Void) {
        var texts = [letters]
        for at in letters.indices {
            let others = Self.alphabet.filter { Self.lookAlike($0, letters[at]) && $0 != letters[at] }
            if others.isEmpty { continue }
            if texts.count * (others.count + 1) > 256 { break }
            texts += texts.flatMap { text in
                others.map { other in
                    var copy = text
                    copy[at] = other
                    return copy
                }
            }
        }
        for text in texts.dropFirst() { text.withUnsafeBytes { body($0, .lookAlike) } }
    }

    private static func lookAlike(_ a: UInt8, _ b: UInt8) -> Bool { look(a) == look(b) }

    private static func look(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        default: letter
        }
    }

    /// How many of `rows` random numbers of this shape one would expect one slip away by chance, in thousandths.
    func expectedByChance(_ slip: Slip, rows: Int) -> Int {
        var space = 1.0
        var changes = 0.0
        for letter in letters.drop(while: { $0 == 0x30 }) {
            // Letters are half the time a prefix that all numbers of a customer share: sqrt(26) is about 5.
            space *= letter < 0x41 ? 10 : 5
            changes += letter < 0x41 ? 9 : 25
        }
        let variants =
            switch slip {
            case .lookAlike, .swapped: Double(letters.count)
            case .changed: changes
            case .extra, .lost: changes * 2
            }
        return Int(min(Double(rows) * variants / space * 1_000, 1_000_000))
    }

    /// The number of single edits (a swap is one) between two texts of letters and digits, 3 for three or more.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if abs(a.count - b.count) > 2 { return 3 }
        var older = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in a.indices {
            var row = [Int](repeating: i + 1, count: b.count + 1)
            for j in b.indices {
                row[j + 1] = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], older[j - 1] + 1)
                }
            }
            if let least = row.min(), least > 2 { return 3 }
            (older, previous) = (previous, row)
        }
        return min(previous[b.count], 3)
    }
}
