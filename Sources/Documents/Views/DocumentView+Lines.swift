import Commerce
import Liquid
import Notation

/// The values of a line, in the order of ``names``.
private enum LineField: Int, CaseIterable {
    case lineNumber, itemNumber, customerItemNumber, status, via, reason, description
    case customerItemDescription, quantity, unit, customerQuantity, customerUnit, unitFactor
    case unitPrice, discount, net, taxCategory, taxRate, orderedNumber, pieces
    case piecesUnit, location, mappingSource, mappingLine, explanation, customerUnitPrice
    case pricePerPiece, customerRevision, orderedRevision, revisionDiffers, supersededBy
    case successorItem, successorNumber

    static let names = [
        "line_number", "item_number", "customer_item_number", "status", "via", "reason", "description",
        "customer_item_description", "quantity", "unit", "customer_quantity", "customer_unit", "unit_factor",
        "unit_price", "discount_pct", "net", "tax_category", "tax_rate", "ordered_number", "pieces",
        "pieces_unit", "location", "mapping_source", "mapping_line", "explanation", "customer_unit_price",
        "price_per_piece", "customer_revision", "ordered_revision", "revision_differs", "superseded_by",
        "successor_item_number", "successor_customer_item_number",
    ]
}

/// The values of the line at hand; nil where none is put.
private struct LineValues {
    private let values: UnsafeMutableBufferPointer<Value>

    /// `values` has room for every ``LineField``.
    init(_ values: UnsafeMutableBufferPointer<Value>) {
        self.values = values
    }

    func clear() { values.initialize(repeating: .nil) }

    @inline(__always)
    func put(_ field: LineField, _ value: Value) { values[field.rawValue] = value }
}

/// Words that lines share: the value of one is made once for lines that stand together.
private struct LineWords {
    let words: LabelCatalogue
    let source: Value
    private var status: (of: TradeStatus, name: Value, reason: Value)?
    private var via: (of: Level, name: Value)?

    init(_ words: LabelCatalogue, source: Value) {
        self.words = words
        self.source = source
    }

    @inline(__always)
    mutating func values(_ status: TradeStatus, _ arena: inout DataArena) -> (name: Value, reason: Value) {
        if let known = self.status, known.of == status { return (known.name, known.reason) }
        let name = arena.text(status.name)
        let reason = words.reason(status).map { arena.text($0) } ?? .nil
        self.status = (status, name, reason)
        return (name, reason)
    }

    @inline(__always)
    mutating func value(_ level: Level, _ arena: inout DataArena) -> Value {
        if let known = via, known.of == level { return known.name }
        let name = arena.text(level.name)
        via = (level, name)
        return name
    }
}

extension DocumentView {
    private static let lineShape = Shape(LineField.names)

    mutating func lines(_ document: borrowing TradeDocument, _ arena: inout DataArena) -> Value {
        var objects = objects
        self.objects = []
        objects.removeAll(keepingCapacity: true)
        let words = LineWords(catalogue(document), source: arena.text(settings.mappingSource))
        var filler = LineFiller(texts: texts, words: words)
        let shape = Self.lineShape
        withUnsafeTemporaryAllocation(of: Value.self, capacity: LineField.names.count) { memory in
            filler.fill(document, shape, memory, &objects, &arena)
        }
        self.objects = objects
        return arena.array(objects)
    }
}

/// Puts the lines of a document into an arena.
private struct LineFiller {
    let texts: Texts
    var words: LineWords

    mutating func fill(
        _ document: borrowing TradeDocument, _ shape: Shape, _ memory: UnsafeMutableBufferPointer<Value>,
        _ objects: inout [Value], _ arena: inout DataArena
    ) {
        let values = LineValues(memory)
        for i in document.lines.indices {
            let line = document.lines[i]
            values.clear()
            put(line, document, values, &arena)
            if document.kind.showsPrices { putPrices(line, document, values, &arena) }
            if i < document.explanations.count {
                values.put(.explanation, arena.text(document.explanations[i]))
            }
            putHistory(line, values, &arena)
            objects.append(arena.object(shape, UnsafeBufferPointer(memory)))
        }
    }

    @inline(__always)
    private mutating func put(
        _ line: borrowing TradeLine, _ document: borrowing TradeDocument, _ values: LineValues,
        _ arena: inout DataArena
    ) {
        values.put(
            .lineNumber,
            line.lineNumber.isBlank
                ? .integer(Int(line.position)) : arena.text(lent: texts.range(line.lineNumber)))
        put(line.item, .itemNumber, values, &arena)
        put(line.customerItem, .customerItemNumber, values, &arena)
        let status = words.values(line.status, &arena)
        values.put(.status, status.name)
        values.put(.reason, status.reason)
        if let via = line.via { values.put(.via, words.value(via, &arena)) }
        put(line.description, .description, values, &arena)
        put(line.customerDescription, .customerItemDescription, values, &arena)
        values.put(.quantity, arena.decimal(document.printed(line.quantity).normalized))
        put(line.unit, .unit, values, &arena)
        if let quantity = line.customerQuantity {
            values.put(.customerQuantity, arena.decimal(document.printed(quantity).normalized))
            put(line.customerUnit, .customerUnit, values, &arena)
        }
        values.put(.unitFactor, arena.decimal(line.unitFactor.normalized))
        put(line.ordered, .orderedNumber, values, &arena)
        if let pieces = line.pieces { values.put(.pieces, arena.decimal(pieces)) }
        put(line.piecesUnit, .piecesUnit, values, &arena)
        put(line.location, .location, values, &arena)
        if line.mappingLine != 0 {
            values.put(.mappingSource, words.source)
            values.put(.mappingLine, .integer(Int(line.mappingLine)))
        }
    }

    @inline(__always)
    private func putPrices(
        _ line: borrowing TradeLine, _ document: borrowing TradeDocument, _ values: LineValues,
        _ arena: inout DataArena
    ) {
        if let price = line.unitPrice {
            values.put(.unitPrice, arena.decimal(price))
            values.put(.net, arena.decimal(document.printed(line.net)))
        }
        if let percent = line.discountPercent { values.put(.discount, arena.decimal(percent.normalized)) }
        put(line.taxCategory, .taxCategory, values, &arena)
        if let rate = line.taxRate { values.put(.taxRate, arena.decimal(rate.normalized)) }
    }

    /// Prices in the other unit, revisions, and what took the place of what.
    @inline(__always)
    private func putHistory(_ line: borrowing TradeLine, _ values: LineValues, _ arena: inout DataArena) {
        if let price = line.customerUnitPrice { values.put(.customerUnitPrice, arena.decimal(price)) }
        if let price = line.pricePerPiece { values.put(.pricePerPiece, arena.decimal(price.normalized)) }
        put(line.customerRevision, .customerRevision, values, &arena)
        put(line.orderedRevision, .orderedRevision, values, &arena)
        values.put(.revisionDiffers, .bool(line.revisionDiffers))
        put(line.supersededBy, .supersededBy, values, &arena)
        put(line.successorItem, .successorItem, values, &arena)
        put(line.successorNumber, .successorNumber, values, &arena)
    }

    @inline(__always)
    private func put(
        _ text: TextID, _ field: LineField, _ values: LineValues, _ arena: inout DataArena
    ) {
        if !text.isBlank { values.put(field, arena.text(lent: texts.range(text))) }
    }
}
