/// How the columns of an import file are to be understood, by the file it came from.
///
/// Beside the mapping file's own columns and Xoro's upload template, these are two reports of ours, filled in:
/// - `report unmapped`: `description` is ours and no description of the customer's.
/// - `report orders --only unresolved`: the order's date is the first day, its unit the customer's, and a line
///   without our item number was not filled in.
struct ImportColumns {
    enum Source {
        case mappings, unmappedReport, ordersReport
    }

    let source: Source
    /// The headings as the columns of a mapping file are found by.
    let header: [String]
    /// The column of the unit an order line was given in, -1 for none.
    private(set) var orderUnit = -1

    init(_ headings: [String]) {
        let plain = headings.map(Heading.plain)
        var header = headings
        if plain.contains("ordernumber"), plain.contains("suggestion1") {
            source = .ordersReport
            if let unit = plain.firstIndex(of: "unit"), !plain.contains("customerunit") {
                orderUnit = unit
                header[unit] = ""
            }
            if let date = plain.firstIndex(of: "orderdate"), !plain.contains("validfrom") {
                header[date] = Field.validFrom.rawValue
            }
        } else if plain.contains("reason"), plain.contains("firstdate") {
            source = .unmappedReport
            if let own = plain.firstIndex(of: "description") { header[own] = "" }
        } else {
            source = .mappings
        }
        self.header = header
    }
}
