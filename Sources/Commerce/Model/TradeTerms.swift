/// Reads terms of payment far enough to give a due date.
package enum TradeTerms {
    /// How many days after the document's date payment is due: `net 30`, `30 days`, `30 days net`, `n/30`,
    /// `2/10 net 30`, `due on receipt`. Nil where the words say something else: nothing is guessed.
    package static func days(_ terms: String) -> Int? {
        let words = terms.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "/" }
            .flatMap { separated($0) }
        if ["due on receipt", "on receipt", "immediate", "due immediately"].contains(
            words.joined(separator: " "))
        {
            return 0
        }
        let endOfMonth = words.contains("eom") || words.contains("month") || words.contains("prox")
        if endOfMonth { return nil }
        for (i, word) in words.enumerated() {
            if word == "net" || word == "n/", i + 1 < words.count, let days = number(words[i + 1]) {
                return days
            }
            if ["days", "day", "d", "tage", "jours"].contains(word), i > 0, let days = number(words[i - 1]) {
                // `2% 10 days, net 30`: what follows `net` is the whole time.
                guard let net = words.firstIndex(of: "net"), net + 1 < words.count else { return days }
                return number(words[net + 1]) ?? days
            }
        }
        return nil
    }

    /// Letters and digits apart: `net30` is `net`, `30`; `n/30` is `n/`, `30`.
    private static func separated(_ word: Substring) -> [String] {
        var parts: [String] = []
        for character in word {
            let joins = parts.last?.last.map { $0.isNumber == character.isNumber } ?? false
            if joins {
                parts[parts.count - 1].append(character)
            } else {
                parts.append(String(character))
            }
        }
        return parts
    }

    private static func number(_ word: String) -> Int? {
        guard let days = Int(word), (0...3_650).contains(days) else { return nil }
        return days
    }
}
