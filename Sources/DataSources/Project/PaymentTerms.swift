/// When an invoice is to be paid: so many days after its date.
package struct PaymentTerms: Sendable, Hashable {
    package var days: Int
    /// As written, or `net 30`.
    package var text: String

    package init(days: Int, text: String? = nil) {
        self.days = days
        self.text = text ?? "net \(days)"
    }

    /// Reads `net 30`, `30 days`, `30 days net`, `n/30`, `30`, `due on receipt`; nil for anything else, and for
    /// more than 3,650 days.
    package init?(_ text: String) {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
        if [["due", "on", "receipt"], ["on", "receipt"], ["immediate"], ["immediately"], ["cash"]].contains(
            words)
        {
            self.init(days: 0, text: text)
            return
        }
        let others = words.filter { Int($0) == nil }
        let numbers = words.compactMap { Int($0) }
        guard numbers.count == 1, (0...3_650).contains(numbers[0]),
            others.allSatisfy({ ["net", "n", "days", "day", "d", "netto"].contains($0) })
        else {
            // `net30`, written together.
            if words.count == 1, words[0].hasPrefix("net"), let days = Int(words[0].dropFirst(3)),
                (0...3_650).contains(days)
            {
                self.init(days: days, text: text)
                return
            }
            return nil
        }
        self.init(days: numbers[0], text: text)
    }
}
