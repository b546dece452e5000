import Commerce
import Diagnostics
import Notation

extension RowReading {
    /// Reads customers. The first row of an id holds; a second one is a finding and left out.
    mutating func readCustomers(into data: inout ReferenceData, _ findings: inout Findings) throws(Diagnostic)
    {
        var ids = CleanColumn(.customerID, columns, file)
        var parents = CleanColumn(.parentCustomerID, columns, file)
        let hasAddress = [Field.address1, .address2, .address3, .city, .region, .postcode].contains(
            where: columns.has)
        while try next(&findings) {
            let record = reader.record
            let id = ids.read(record, &data.texts)
            require(id, .customerID)
            let name = text(.name, &data.texts)
            require(name, .name)
            var customer = Customer(id: id, name: name, origin: origin)
            customer.parentID = parents.read(record, &data.texts)
            customer.group = text(.customerGroup, &data.texts)
            if hasAddress { customer.address = address() }
            customer.country = string(.country)
            customer.email = string(.email)
            customer.phone = string(.phone)
            customer.taxID = string(.taxID)
            customer.currency = currency(&data.texts)
            customer.locale = string(.locale)
            customer.language = string(.language)
            customer.numberDisplay = numberDisplay()
            customer.active = flag(.active, standard: true)
            guard settle(&findings) else { continue }
            if !data.customers.add(customer, key: id) {
                repeated(.customerID, data.texts.string(id), data.customers[id]?.origin, &findings)
            }
        }
    }

    private func address() -> [String] {
        let streets = [Field.address1, .address2, .address3].map(string)
        let isCodeLast = Self.codeLast.contains(string(.country).uppercased())
        let town: [Field] = isCodeLast ? [.city, .region, .postcode] : [.postcode, .city]
        let townLine = town.map(string).filter { !$0.isEmpty }.joined(separator: " ")
        return (streets + [townLine, isCodeLast ? "" : string(.region)]).filter { !$0.isEmpty }
    }

    /// Countries that write the postcode behind the town (UPU, addressing in member countries).
    private static let codeLast: Set<String> = [
        "AU", "CA", "GB", "HK", "ID", "IE", "IN", "IRELAND", "JP", "KR", "NZ", "SG", "TH", "TW", "UK",
        "UNITED KINGDOM", "UNITED STATES", "US", "USA", "ZA",
    ]

    private mutating func numberDisplay() -> NumberDisplay? {
        let word = string(.numberDisplay)
        if word.isEmpty { return nil }
        if let display = NumberDisplay(rawValue: word) { return display }
        let known = NumberDisplay.allCases.map(\.rawValue)
        refuse(
            .numberDisplay, "bad-number-display", "`\(word)` is no way to show numbers",
            hint: Spelling.hint(for: word, among: known) ?? "one of \(known.joined(separator: ", "))")
        return nil
    }

    /// Reads items. The first row of a number holds; a second one is a finding and left out.
    mutating func readItems(into data: inout ReferenceData, _ findings: inout Findings) throws(Diagnostic) {
        var numbers = CleanColumn(.itemNumber, columns, file)
        var successors = CleanColumn(.supersededBy, columns, file)
        while try next(&findings) {
            let record = reader.record
            let number = numbers.read(record, &data.texts)
            require(number, .itemNumber)
            let description = text(.description, &data.texts)
            require(description, .description)
            var item = Item(number: number, description: description, origin: origin)
            item.gtin = text(.gtin, &data.texts)
            item.unit = text(.unit, &data.texts)
            item.listPrice = decimal(.listPrice)
            item.category = text(.category, &data.texts)
            item.active = flag(.active, standard: true)
            item.supersededBy = successors.read(record, &data.texts)
            item.taxCategory = text(.taxCategory, &data.texts)
            item.taxRate = decimal(.taxRate)
            guard settle(&findings) else { continue }
            if !data.items.add(item, key: number) {
                repeated(.itemNumber, data.texts.string(number), data.items[number]?.origin, &findings)
            }
        }
    }

    private mutating func repeated(
        _ field: Field, _ key: String, _ first: Origin?, _ findings: inout Findings
    ) {
        account.excluded["duplicate key", default: 0] += 1
        let place = first.map { " (first on line \($0.line))" } ?? ""
        findings.add(
            finding(
                .error, "duplicate-key", "\(file.kind.noun) `\(key)` stands here a second time\(place)",
                at: field,
                hint: "the first row holds, this one is left out; remove one of them"))
    }
}
