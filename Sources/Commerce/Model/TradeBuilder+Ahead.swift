import Notation

/// Reading ahead what the lines of a document are made of (``Touching``): each line alone would wait for the memory of
/// its item, its mapping row and its texts, one after the other.
extension TradeBuilder {
    /// Asks for the customer's numbers of all lines at once, and reads their items and rows.
    mutating func askNumbers(
        _ lines: [InvoiceLine], _ indices: ArraySlice<Int32>, _ document: borrowing TradeDocument
    ) {
        asked.removeAll(keepingCapacity: true)
        for index in indices {
            let line = lines[Int(index)]
            asked.append(
                NumberAsked(
                    customer: document.customer, shipTo: document.shipTo, item: line.item, unit: line.unit,
                    day: document.date))
        }
        resolver.numbersShown(asked, &ahead, into: &numbers)
        guard indices.count >= Self.worthReading else { return }
        var near = Touching()
        swap(&near, &self.near)
        let items = resolver.store.data.items
        near.begin(asked) { items.index(of: $0.item) ?? -1 }
        near.touch { Self.touch(items.records, $0) }
        let rows = resolver.store.data.mappings.rows
        near.begin(numbers) { Int($0.row) }
        near.touch { rows.touchRest($0) }
        swap(&near, &self.near)
    }

    /// Reads the customer's own texts of the lines; those of items are few, and near as a rule.
    mutating func readTexts(of document: borrowing TradeDocument) {
        guard document.lines.count >= Self.worthReading else { return }
        var near = Touching()
        swap(&near, &self.near)
        printed.removeAll(keepingCapacity: true)
        for line in document.lines {
            printed.append(line.customerItem)
            printed.append(line.customerDescription)
        }
        near.begin(printed) { $0.isBlank ? -1 : $0.index }
        texts.touch(&near)
        swap(&near, &self.near)
    }

    /// Fewer lines are not worth a step of their own.
    private static var worthReading: Int { 4 }

    /// An item lies in two or three cache lines.
    @inline(__always)
    private static func touch(_ items: [Item], _ at: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: items[at].description.rawValue) &+ items[at].origin.line
    }
}
