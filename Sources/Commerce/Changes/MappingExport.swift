package import Notation

/// The mapping as a file that another system, or `map import`, reads.
package enum MappingExport {
    /// Which rows are wanted.
    package struct Selection: Sendable {
        package var customer: TextID?
        /// Only rows that hold on this day.
        package var day: Day?

        package init(customer: TextID? = nil, day: Day? = nil) {
            self.customer = customer
            self.day = day
        }

        func contains(_ row: MappingRow) -> Bool {
            if let customer, row.account != .customer(customer) { return false }
            if let day { return row.isActive && row.covers(day) }
            return true
        }
    }

    /// Our own columns, in the order of the file.
    package static func table(_ data: ReferenceData, _ selection: Selection) -> Table {
        let rows = data.mappings.rows.filter(selection.contains)
        let factors = data.mappings.unitFactors
        return Table(
            name: "item-mappings", title: "Item customer mapping", columns: columns, rowCount: rows.count,
            texts: data.texts
        ) { at, buffer in
            let row = rows[at]
            buffer.append(.text(row.account.customerID ?? .blank))
            buffer.append(.text(row.account.groupName ?? .blank))
            buffer.append(.text(row.item))
            buffer.append(.text(row.number))
            buffer.append(.text(row.description))
            buffer.append(.text(row.unit))
            buffer.append(row.unitFactor == 0 ? .blank : .decimal(factors[Int(row.unitFactor)]))
            buffer.append(row.validFrom == .min ? .blank : .day(Day(number: row.validFrom)))
            buffer.append(row.validTo == .max ? .blank : .day(Day(number: row.validTo)))
            buffer.append(row.isPreferred ? "true" : "")
            buffer.append(row.isActive ? "" : "false")
            buffer.append(.text(row.revision))
        }
    }

    private static let columns: [Column] = [
        Column("customer_id", "Customer", .number), Column("customer_group", "Group", .number),
        Column("item_number", "Item #", .number), Column("customer_item_number", "Customer Item #", .number),
        Column("customer_item_description", "Customer description", .text),
        Column("customer_unit", "Customer unit", .text),
        Column("unit_factor", "Unit factor", .decimal(minimum: 0, maximum: 38)),
        Column("valid_from", "Valid from", .day), Column("valid_to", "Valid to", .day),
        Column("preferred", "Preferred", .text), Column("active", "Active", .text),
        Column("customer_revision", "Revision", .text),
    ]

    /// Xoro's upload template, which names customers and knows neither days nor units: only rows of customers.
    package static func uploadTable(_ data: ReferenceData, _ selection: Selection) -> Table {
        let rows = data.mappings.rows.filter { selection.contains($0) && $0.account.customerID != nil }
        return Table(
            name: "item-customer-mapping-upload", title: "Item customer mapping upload",
            columns: uploadColumns, rowCount: rows.count, texts: data.texts
        ) { at, buffer in
            let row = rows[at]
            let id = row.account.customerID ?? .blank
            buffer.append(.text(data.customers[id]?.name ?? id))
            buffer.append(.text(row.item))
            buffer.append(.text(row.number))
            buffer.append(.text(row.description))
            buffer.append(.blank)
        }
    }

    private static let uploadColumns: [Column] = [
        Column("**CustomerName", "Customer", .text), Column("**ItemNumber", "Item #", .number),
        Column("**CustomerItemNumber", "Customer Item #", .number),
        Column("CustomerItemDescription", "Customer description", .text),
        Column("ImportError", "Error", .text),
    ]
}
