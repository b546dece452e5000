import ArgumentParser
import DataSources

/// The reports by name.
enum ReportName: String, CaseIterable {
    case sales, inventory, accuracy, unmapped, orders, mappings

    /// The data files a report cannot do without.
    var needs: Set<RecordKind> {
        switch self {
        case .sales, .accuracy, .unmapped: [.invoices]
        case .inventory: [.stock]
        case .orders: [.orders]
        case .mappings: [.mappings]
        }
    }

    /// Whether its figures come from invoice lines, needed or not.
    var readsInvoices: Bool { self != .orders }
    var readsOrders: Bool { self != .sales && self != .inventory }

    /// `all`, or names one by one.
    static func parse(_ words: [String]) throws -> [ReportName] {
        if words == ["all"] { return allCases }
        var names: [ReportName] = []
        for word in words.flatMap({ $0.split(separator: ",").map(String.init) }) {
            guard let name = ReportName(rawValue: word) else {
                throw ValidationError(
                    "There is no report '\(word)'. There are: \(allCases.map(\.rawValue).joined(separator: ", ")), all."
                )
            }
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}
