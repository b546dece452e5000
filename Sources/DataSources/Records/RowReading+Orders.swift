import Commerce
import Diagnostics
import Notation

extension RowReading {
    /// Reads stock levels. A level of an item that is not ours is kept, and a finding.
    mutating func readStock(
        into stock: inout [StockLevel], _ data: inout ReferenceData, _ findings: inout Findings
    ) throws(Diagnostic) {
        var items = CleanColumn(.itemNumber, columns, file)
        while try next(&findings) {
            let item = items.read(reader.record, &data.texts)
            require(item, .itemNumber)
            let level = StockLevel(
                item: item, location: text(.location, &data.texts),
                onHand: decimal(.onHand, required: true) ?? 0,
                allocated: decimal(.allocated) ?? 0, onOrder: decimal(.onOrder) ?? 0, origin: origin)
            guard settle(&findings) else { continue }
            stock.append(level)
            if !data.items.contains(item) {
                findings.add(
                    finding(
                        .warning, "unknown-item",
                        "stock of `\(data.texts.string(item))`, which is not among the items",
                        at: .itemNumber))
            }
        }
    }

    /// Reads order lines. An order of an unknown customer is kept, and a finding; one order number used for two
    /// customers is an error that names both.
    mutating func readOrders(
        into orders: inout [OrderLine], _ data: inout ReferenceData, _ names: CustomerNames,
        _ findings: inout Findings
    ) throws(Diagnostic) {
        var numbers = CleanColumn(.orderNumber, columns, file)
        var customers = CleanColumn(.customerID, columns, file)
        var shipTos = CleanColumn(.shipToID, columns, file)
        var theirs = CleanColumn(.customerItemNumber, columns, file)
        var ours = CleanColumn(.itemNumber, columns, file)
        var gtins = CleanColumn(.gtin, columns, file)
        var owners = DocumentOwners(noun: "order")
        var theirNumbers: [TextID] = []
        while true {
            let count = try nextBlock(&findings)
            if count == 0 { return }
            // Many of these stand in no other line: they are looked up together.
            theirs.read(reader.block, &data.texts, into: &theirNumbers)
            for row in 0..<count {
                reader.show(row)
                let record = reader.record
                let number = numbers.read(record, &data.texts)
                require(number, .orderNumber)
                let customer = self.customer(customers.read(record, &data.texts), names, &data.texts)
                if customer.isBlank, problems.isEmpty { missing(.customerID) }
                var line = OrderLine(
                    order: number, customer: customer,
                    date: day(.orderDate, required: true) ?? Day(number: 0),
                    quantity: decimal(.quantity, required: true) ?? 0, origin: origin)
                line.lineNumber = text(.lineNumber, &data.texts)
                require(line.lineNumber, .lineNumber)
                line.shipTo = shipTos.read(record, &data.texts)
                line.purchaseOrder = text(.poNumber, &data.texts)
                line.requestedDate = day(.requestedDate)
                line.currency = currency(&data.texts)
                line.customerItemNumber = theirNumbers[row]
                line.itemNumber = ours.read(record, &data.texts)
                line.gtin = gtins.read(record, &data.texts)
                line.customerRevision = text(.customerRevision, &data.texts)
                line.description = text(.description, &data.texts)
                line.unit = text(.unit, &data.texts)
                line.unitPrice = decimal(.unitPrice)
                line.discountPercent = decimal(.discountPercent)
                line.taxCategory = text(.taxCategory, &data.texts)
                line.taxRate = decimal(.taxRate)
                guard settle(&findings) else { continue }
                orders.append(line)
                owners.check(number, customer, self, data, &findings)
            }
        }
    }
}
