import Notation

/// One thing that speaks for an item.
struct Clue {
    var item: TextID
    var reason: SuggestionReason
    /// In thousandths: how likely the item is, if this were all that is known.
    var likelihood: Int
    /// The mapping row behind it, -1 for none.
    var row: Int32 = -1
    /// For a number that is out of date: the row that holds the customer's number of today, -1 for none.
    var newRow: Int32 = -1
    var slip: NumberVariants.Slip?
    /// The item that was superseded by ``item``.
    var instead: TextID?
    /// For a description: 0 to 1,000, 1,000 for equal words.
    var likeness = 0
    /// For a description: whether it is that of the customer's row.
    var isTheirs = false
    /// For one of several items: whether the line names the revision of its row, which only one of them has.
    var hasRevision = false
}

extension Clue {
    /// The clue in words.
    func evidence(_ data: ReferenceData) -> String {
        let words = words(data)
        return data.items[item]?.active == false ? words + " (inactive item)" : words
    }

    private func words(_ data: ReferenceData) -> String {
        func quoted(_ id: TextID) -> String { "`\(data.texts.string(id))`" }
        let mapping = row < 0 ? nil : data.mappings.rows[Int(row)]
        let number = mapping.map { quoted($0.number) } ?? quoted(item)
        let newNumber = newRow < 0 ? nil : quoted(data.mappings.rows[Int(newRow)].number)
        switch reason {
        case .superseded:
            if let instead {
                let theirs = newNumber.map { ", their number \($0)" } ?? ""
                return "\(number) meant \(quoted(instead)), superseded by \(quoted(item))\(theirs)"
            }
            let ended = mapping.map { " \($0.validityInWords)" } ?? ""
            return "\(number)\(ended), replaced by \(newNumber ?? quoted(item))"
        case .outOfDate: return mapping.map { "\(number) \($0.validityInWords)" } ?? number
        case .oneOfSeveral:
            return hasRevision
                ? "of the items the number means, the one of this revision"
                : "one of the items the number means"
        case .lookAlike: return "looks like \(number)"
        case .oneEdit: return "\(number): \(slip?.words ?? "one character differs")"
        case .twoEdits: return "\(number): two characters differ"
        case .checkDigit: return "GTIN \(quoted(data.items[item]?.gtin ?? .blank)) but for the check digit"
        case .siblingAccount:
            let owner = mapping?.account.customerID.map { quoted($0) } ?? "another account"
            return "\(number) of customer \(owner)"
        case .ownNumberPart: return "holds our number \(quoted(item))"
        case .boughtBefore: return "bought before, \(descriptionInWords(data))"
        case .description: return descriptionInWords(data)
        }
    }

    private func descriptionInWords(_ data: ReferenceData) -> String {
        if isTheirs { return "their description of `\(data.texts.string(item))`" }
        let text = data.texts.string(data.items[item]?.description ?? .blank)
        return likeness == 1_000 ? "same description" : "similar description: \(text)"
    }
}

extension NumberVariants.Slip {
    var words: String {
        switch self {
        case .lookAlike: "characters of the same look"
        case .swapped: "two characters swapped"
        case .changed: "one character differs"
        case .extra: "one character too many"
        case .lost: "one character missing"
        }
    }

    /// How likely a slip of this kind is, in thousandths, where nothing else explains the number.
    var likelihood: Int {
        switch self {
        case .lookAlike, .swapped: 930
        case .changed: 900
        case .extra, .lost: 850
        }
    }
}

extension MappingRow {
    /// When the row applies: "ended 2010-04-02", "starts 2011-05-01", "switched off".
    var validityInWords: String {
        if !isActive { return "is switched off" }
        if validTo != .max { return "ended \(Day(number: validTo))" }
        return "starts \(Day(number: validFrom))"
    }
}
