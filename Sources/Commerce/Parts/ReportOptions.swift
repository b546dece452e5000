package import Notation

/// What a run of reports was asked for: parts of one run must agree in all of it.
package struct ReportOptions: Sendable, Hashable {
    package var since: Day?
    package var until: Day?
    /// The number of the customer.
    package var customer: String?
    /// What `--by` named; nil for the standard.
    package var by: Set<SalesKey>?
    package var onlyUnresolved = false
    /// The day that was stated as today.
    package var today: Day?

    package init() {}

    package var keys: Set<SalesKey> { by ?? SalesKey.standard }

    func write(to writer: inout PartWriter) {
        for day in [since, until, today] {
            writer.put(day != nil)
            writer.put(Int(day?.number ?? 0))
        }
        writer.put(customer != nil)
        writer.put(customer ?? "")
        writer.put(by != nil)
        writer.put((by ?? []).map(\.rawValue).sorted()) { $1.put($0) }
        writer.put(onlyUnresolved)
    }

    init(_ reader: inout PartReader) throws(PartReader.Malformed) {
        func day(_ reader: inout PartReader) throws(PartReader.Malformed) -> Day? {
            let isStated = try reader.bool()
            let day = Day(number: try reader.small(Int32.self))
            return isStated ? day : nil
        }
        since = try day(&reader)
        until = try day(&reader)
        today = try day(&reader)
        let hasCustomer = try reader.bool()
        let id = try reader.string()
        customer = hasCustomer ? id : nil
        let hasKeys = try reader.bool()
        let names = try reader.list { (reader) throws(PartReader.Malformed) in try reader.string() }
        by = hasKeys ? Set(names.compactMap { SalesKey(rawValue: $0) }) : nil
        onlyUnresolved = try reader.bool()
    }

    /// As they stood on the command line.
    package var words: String {
        var words: [String] = []
        if let since { words.append("--since \(since)") }
        if let until { words.append("--until \(until)") }
        if let customer { words.append("--customer \(customer)") }
        if let by { words.append("--by " + by.map(\.rawValue).sorted().joined(separator: ",")) }
        if onlyUnresolved { words.append("--only unresolved") }
        if let today { words.append("--today \(today)") }
        return words.isEmpty ? "no options" : words.joined(separator: " ")
    }
}
