package import Diagnostics
import Notation

extension TradeBuilder {
    /// Fills `document` with the order whose lines are `indices`: what the customer asked for, in the customer's
    /// units and prices, beside our item and pieces where the line was resolved.
    ///
    /// False where it is not made: no customer (a warning), one number on two customers, an amount too large.
    package mutating func order(
        _ lines: [OrderLine], _ indices: ArraySlice<Int32>, into document: inout TradeDocument,
        findings: inout Findings
    ) -> Bool {
        orderHead(lines, indices, into: &document, findings: &findings)
            && orderLines(lines, indices, into: &document, findings: &findings)
    }

    /// The first half of ``order(_:_:into:findings:)``: everything but lines and amounts. `kind` is what is made of
    /// the order: its confirmation or its packing slip.
    package mutating func orderHead(
        _ lines: [OrderLine], _ indices: ArraySlice<Int32>, as kind: TradeKind = .order,
        into document: inout TradeDocument, findings: inout Findings
    ) -> Bool {
        document.clear()
        document.kind = kind
        guard let firstIndex = indices.first else { return false }
        var first = lines[Int(firstIndex)]
        document.number = first.order
        document.date = first.date
        for index in indices.dropFirst() {
            let line = lines[Int(index)]
            if first.customer.isBlank { first.customer = line.customer }
            if !line.customer.isBlank, line.customer != first.customer {
                reportTwoCustomers(
                    document, first.customer, firstLine: first.origin.line, line.customer,
                    line: line.origin.line, &findings)
                return false
            }
            if !line.currency.isBlank, !first.currency.isBlank, line.currency != first.currency {
                findings.add(twoCurrencies(document, first.currency, line.currency, line.origin.line))
                return false
            }
            first.fillHeader(from: line)
        }
        guard
            setParties(
                &document, customer: first.customer, shipTo: first.shipTo, currency: first.currency,
                line: first.origin.line, findings: &findings)
        else { return false }
        document.purchaseOrder = first.purchaseOrder
        document.requestedDate = first.requestedDate
        return true
    }

    /// The second half: lines and amounts, on a document that has its head.
    package mutating func orderLines(
        _ lines: [OrderLine], _ indices: ArraySlice<Int32>, into document: inout TradeDocument,
        findings: inout Findings
    ) -> Bool {
        do throws(DecimalOverflow) {
            for index in indices {
                guard let line = try line(lines[Int(index)], &document, &findings) else { return false }
                document.lines.append(line)
            }
            try document.totals.finish(paid: nil, texts: texts)
        } catch {
            findings.add(tooLarge(document, line: indices.first.map { lines[Int($0)].origin.line } ?? 0))
            return false
        }
        untaxedLines(document, &findings)
        reportRevisions(document, &findings)
        return true
    }

    private func line(
        _ line: OrderLine, _ document: inout TradeDocument, _ findings: inout Findings
    ) throws(DecimalOverflow) -> TradeLine? {
        var numbers = OrderLineNumbers(line)
        numbers.customer = document.customer
        numbers.shipTo = document.shipTo
        let answer = resolver.resolve(numbers, texts: texts, accept: accept, explaining: explains)
        if explains { document.explanations.append(explanation.found(answer, numbers, texts: texts)) }
        var made = TradeLine()
        made.lineNumber = line.lineNumber
        made.position = Int32(truncatingIfNeeded: document.lines.count + 1)
        made.sourceLine = line.origin.line
        made.ordered = [line.customerItemNumber, line.itemNumber, line.gtin].first { !$0.isBlank } ?? .blank
        made.status = TradeStatus(answer.outcome)
        made.via = answer.via
        made.description = line.description
        made.quantity = line.quantity
        made.unit = line.unit
        made.unitPrice = line.unitPrice
        made.discountPercent = line.discountPercent
        made.orderedRevision = line.customerRevision
        var item: Item?
        if answer.outcome.isResolved {
            item = data.items[answer.item]
            setItem(&made, answer, item, document)
            setRevision(&made, answer, numbers)
        } else {
            made.customerItem = line.customerItemNumber
            document.unmappedCount += 1
            setSuccessor(&made, answer, numbers)
        }
        if made.description.isBlank { made.description = item?.description ?? .blank }
        if made.unit.isBlank {
            made.unit = made.customerUnit.isBlank ? item?.unit ?? .blank : made.customerUnit
        }
        made.net = try DocumentTotals.lineNet(
            quantity: line.quantity, unitPrice: line.unitPrice ?? .zero,
            discountPercent: line.discountPercent,
            digits: document.digits)
        var terms = InvoiceLineTerms()
        terms.taxCategory = line.taxCategory
        terms.taxRate = line.taxRate
        guard
            let tax = setTax(
                &made, terms: terms, item: item, document: document, findings: &findings)
        else { return nil }
        try document.totals.add(net: made.net, category: tax.category, rate: tax.rate, reason: tax.reason)
        return made
    }

    private func setItem(
        _ made: inout TradeLine, _ answer: InboundResolution, _ item: Item?, _ document: TradeDocument
    ) {
        made.item = answer.item
        made.unitFactor = answer.unitFactor
        made.pieces = answer.pieces(made.quantity)
        made.piecesUnit = item?.unit ?? .blank
        if document.kind == .packingSlip { made.location = places.location(of: answer.item) }
        if document.kind.showsPrices {
            made.pricePerPiece = made.unitPrice.flatMap { answer.pricePerPiece($0) }
        }
        made.supersededBy = resolver.succession.newest(of: answer.item) ?? .blank
        var row = answer.row
        if row < 0 {
            // Ordered by our number or by GTIN: the customer's own number for it still stands beside it.
            row =
                resolver.numberShown(
                    customer: document.customer, shipTo: document.shipTo, item: answer.item, unit: made.unit,
                    day: document.date
                ).row
        }
        guard row >= 0 else { return }
        let mapping = resolver.row(row)
        made.mappingLine = mapping.line
        made.customerItem = mapping.number
        made.customerDescription = mapping.description
        if answer.row >= 0 { made.customerUnit = mapping.unit }
    }
}

extension TradeBuilder {
    private func setRevision(
        _ made: inout TradeLine, _ answer: InboundResolution, _ numbers: OrderLineNumbers
    ) {
        made.customerRevision = resolver.revisionHeld(answer, numbers)
        made.revisionDiffers = resolver.revisionDiffers(
            numbers.revision, from: made.customerRevision, texts)
    }

    /// What took the place of a number that is out of date.
    private func setSuccessor(
        _ made: inout TradeLine, _ answer: InboundResolution, _ numbers: OrderLineNumbers
    ) {
        guard let successor = resolver.successor(of: answer, for: numbers, texts: texts) else { return }
        made.successorItem = successor.item
        if successor.newRow >= 0 { made.successorNumber = resolver.row(successor.newRow).number }
    }
}

extension OrderLine {
    /// Takes from another line of the order what this one's header leaves open.
    mutating func fillHeader(from other: OrderLine) {
        if shipTo.isBlank { shipTo = other.shipTo }
        if purchaseOrder.isBlank { purchaseOrder = other.purchaseOrder }
        if currency.isBlank { currency = other.currency }
        if requestedDate == nil { requestedDate = other.requestedDate }
    }
}
