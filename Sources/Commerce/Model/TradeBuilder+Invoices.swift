package import Diagnostics
import Notation

extension TradeBuilder {
    /// Fills `document` with the invoice or credit note whose lines are `indices`.
    ///
    /// False where it is not made: an adjustment (in silence; it is counted by class), no customer (a warning),
    /// or an error: one number on two customers, two kinds or two currencies, an amount too large, a rate missing.
    package mutating func invoice(
        _ lines: [InvoiceLine], _ indices: ArraySlice<Int32>, tables: InvoiceTables,
        into document: inout TradeDocument, findings: inout Findings
    ) -> Bool {
        invoiceHead(lines, indices, tables: tables, into: &document, findings: &findings)
            && invoiceLines(lines, indices, tables: tables, into: &document, findings: &findings)
    }

    /// The first half of ``invoice(_:_:tables:into:findings:)``: everything but lines and amounts.
    package mutating func invoiceHead(
        _ lines: [InvoiceLine], _ indices: ArraySlice<Int32>, tables: InvoiceTables,
        into document: inout TradeDocument, findings: inout Findings
    ) -> Bool {
        document.clear()
        guard let firstIndex = indices.first else { return false }
        let first = lines[Int(firstIndex)]
        document.number = first.document
        guard let kind = TradeKind(first.kind) else { return false }
        document.kind = kind
        document.date = first.date
        guard let header = header(lines, indices, tables, document, &findings),
            setParties(
                &document, customer: header.customer, shipTo: header.header.shipTo,
                currency: header.header.currency, line: first.line, findings: &findings)
        else { return false }
        set(header.header, on: &document)
        if kind == .creditNote { document.credits = credits(lines, indices, tables) }
        reportNegative(document, line: first.line, &findings)
        return true
    }

    /// The second half: lines and amounts, on a document that has its head.
    package mutating func invoiceLines(
        _ lines: [InvoiceLine], _ indices: ArraySlice<Int32>, tables: InvoiceTables,
        into document: inout TradeDocument, findings: inout Findings
    ) -> Bool {
        document.lines.reserveCapacity(indices.count)
        do throws(DecimalOverflow) {
            var quantity = ExactDecimal.zero
            askNumbers(lines, indices, document)
            for (at, index) in indices.enumerated() {
                let line = try self.line(
                    lines[Int(index)], shown: numbers[at], tables, &document, &findings)
                guard let line else { return false }
                if line.status != .nonItem { quantity = try quantity.adding(line.quantity) }
                document.lines.append(line)
            }
            document.quantity = quantity
            readTexts(of: document)
            try document.totals.finish(
                allowance: document.allowance, charge: document.charge, paid: document.paid, texts: texts)
        } catch {
            findings.add(tooLarge(document, line: indices.first.map { lines[Int($0)].line } ?? 0))
            return false
        }
        untaxedLines(document, &findings)
        return true
    }

    private mutating func set(_ header: InvoiceHeader, on document: inout TradeDocument) {
        document.order = header.order
        document.purchaseOrder = header.purchaseOrder
        document.terms = header.terms.isBlank && document.kind == .invoice ? defaults.terms : header.terms
        document.dueDate = header.dueDate
        document.allowance = signed(header.allowance, document.kind)
        document.charge = signed(header.charge, document.kind)
        document.paid = signed(header.paid, document.kind)
        if document.dueDate == nil, document.kind == .invoice {
            document.dueDate = dueDate(document.terms, from: document.date)
        }
    }

    /// An amount of the whole document in the sign of the books: on a credit note it is given back, however the
    /// file writes it.
    private func signed(_ amount: ExactDecimal?, _ kind: TradeKind) -> ExactDecimal? {
        guard let amount else { return nil }
        return kind == .creditNote ? amount.magnitude.negated : amount
    }

    /// One header of all lines: the first that states a thing states it for the document. Nil where the lines
    /// cannot be one document.
    private func header(
        _ lines: [InvoiceLine], _ indices: ArraySlice<Int32>, _ tables: InvoiceTables,
        _ document: borrowing TradeDocument, _ findings: inout Findings
    ) -> (customer: TextID, header: InvoiceHeader)? {
        let first = lines[Int(indices[indices.startIndex])]
        var customer = first.customer
        var header = tables.headers[Int(first.header)]
        var last = first.header
        var datesDiffer = false
        for index in indices.dropFirst() {
            let line = lines[Int(index)]
            if customer.isBlank { customer = line.customer }
            if !line.customer.isBlank, line.customer != customer {
                reportTwoCustomers(
                    document, customer, firstLine: first.line, line.customer, line: line.line, &findings)
                return nil
            }
            if line.kind != first.kind {
                findings.add(twoKinds(document, first, line))
                return nil
            }
            if line.day != first.day, !datesDiffer {
                datesDiffer = true
                findings.add(twoDates(document, first, line))
            }
            guard line.header != last else { continue }
            last = line.header
            let other = tables.headers[Int(line.header)]
            if !header.currency.isBlank, !other.currency.isBlank, header.currency != other.currency {
                findings.add(twoCurrencies(document, header.currency, other.currency, line.line))
                return nil
            }
            if let (name, a, b) = header.difference(from: other) {
                findings.add(twoAmounts(document, name, a, b, line.line))
                return nil
            }
            header.fill(from: other)
        }
        return (customer, header)
    }

    /// The invoices that the lines of a credit note name, each once.
    private func credits(
        _ lines: [InvoiceLine], _ indices: ArraySlice<Int32>, _ tables: InvoiceTables
    ) -> [TextID] {
        var found: [TextID] = []
        var last: Int32 = -1
        for index in indices where lines[Int(index)].header != last {
            last = lines[Int(index)].header
            let number = tables.headers[Int(last)].credits
            if !number.isBlank, !found.contains(number) { found.append(number) }
        }
        return found
    }

    private mutating func line(
        _ line: InvoiceLine, shown: NumberShown, _ tables: InvoiceTables, _ document: inout TradeDocument,
        _ findings: inout Findings
    ) throws(DecimalOverflow) -> TradeLine? {
        let item = data.items[line.item]
        let terms = tables.terms[Int(line.terms)]
        var made = TradeLine()
        made.lineNumber = line.lineNumber
        made.position = Int32(truncatingIfNeeded: document.lines.count + 1)
        made.sourceLine = line.line
        made.item = line.item
        made.description = line.description.isBlank ? item?.description ?? .blank : line.description
        made.quantity = line.quantity(tables)
        made.unit = line.unit.isBlank ? item?.unit ?? .blank : line.unit
        let price = line.unitPrice(tables)
        made.unitPrice = price
        made.discountPercent = terms.discountPercent
        if item == nil {
            made.status = .nonItem
            document.nonItemCount += 1
        } else {
            setNumber(&made, line, item, shown)
            made.supersededBy = resolver.store.succession.newest(of: line.item) ?? .blank
            if made.status.isUnmapped { document.unmappedCount += 1 }
        }
        if explains { explain(line, isItem: item != nil, &document) }
        made.net = try DocumentTotals.lineNet(
            quantity: made.quantity, unitPrice: price, discountPercent: terms.discountPercent,
            digits: document.digits)
        guard let tax = setTax(&made, terms: terms, item: item, document: document, findings: &findings)
        else {
            return nil
        }
        try document.totals.add(net: made.net, category: tax.category, rate: tax.rate, reason: tax.reason)
        if document.kind == .creditNote, made.quantity.signum > 0 {
            reportPositiveCredit(document, made, &findings)
        }
        return made
    }

    private func explain(_ line: InvoiceLine, isItem: Bool, _ document: inout TradeDocument) {
        document.explanations.append(
            isItem
                ? explanation.shown(
                    customer: document.customer, shipTo: document.shipTo, item: line.item, unit: line.unit,
                    day: document.date, printed: line.printedNumber, texts: texts)
                : "`\(texts.string(line.item))` is no item")
    }

    /// The customer's number for the line. A number that the document printed then stays (rules.md 2.5).
    private func setNumber(
        _ made: inout TradeLine, _ line: InvoiceLine, _ item: Item?, _ shown: NumberShown
    ) {
        made.status = TradeStatus(shown.outcome)
        if shown.outcome == .mapped {
            let row = resolver.row(shown.row)
            if line.printedNumber.isBlank || line.printedNumber == row.number {
                made.customerItem = row.number
                made.customerDescription = row.description
                made.via = shown.level
                made.mappingLine = row.line
                setCustomerUnit(&made, row: row, ourUnit: item?.unit ?? .blank)
                return
            }
        }
        if !line.printedNumber.isBlank {
            made.customerItem = line.printedNumber
            made.status = .mapped
        }
    }
}

extension InvoiceHeader {
    /// An amount of the whole document that two of its lines state differently, by its column.
    func difference(from other: InvoiceHeader) -> (name: String, ExactDecimal, ExactDecimal)? {
        let pairs = [
            ("allowance_amount", allowance, other.allowance), ("charge_amount", charge, other.charge),
            ("paid_amount", paid, other.paid),
        ]
        for (name, a, b) in pairs {
            if let a, let b, a != b { return (name, a, b) }
        }
        return nil
    }

    /// Takes from another header what this one leaves open.
    mutating func fill(from other: InvoiceHeader) {
        if shipTo.isBlank { shipTo = other.shipTo }
        if order.isBlank { order = other.order }
        if purchaseOrder.isBlank { purchaseOrder = other.purchaseOrder }
        if currency.isBlank { currency = other.currency }
        if terms.isBlank { terms = other.terms }
        if dueDate == nil { dueDate = other.dueDate }
        if allowance == nil { allowance = other.allowance }
        if charge == nil { charge = other.charge }
        if paid == nil { paid = other.paid }
    }
}
