import Commerce
import Notation

/// Writes a document as RFC 4180: one record a line of the document, CRLF, no totals (interface.md, Output).
struct DocumentCSV: Sendable {
    /// Whether text that a spreadsheet would run as a formula gets a leading `'`.
    let isGuarded: Bool
    let texts: Texts

    static let header =
        "document_number,document_date,customer_id,line_number,item_number,customer_item_number,status,via,"
        + "description,customer_item_description,quantity,unit,customer_quantity,customer_unit,unit_price,"
        + "discount_pct,line_net,tax_category,tax_rate,ordered_number,pieces,pieces_unit,"
        + "reason,mapping_line,explanation,customer_unit_price,price_per_piece,customer_revision,"
        + "ordered_revision,revision_differs,superseded_by,successor_item_number,"
        + "successor_customer_item_number"

    /// What the lines of a packing slip have besides; `picked` is left blank to be filled in.
    static let slipHeader = ",location,picked"

    func append(_ document: borrowing TradeDocument, to out: inout [UInt8]) {
        out.append(contentsOf: Self.header.utf8)
        if document.kind == .packingSlip { out.append(contentsOf: Self.slipHeader.utf8) }
        out.append(contentsOf: "\r\n".utf8)
        for i in document.lines.indices {
            let explanation = i < document.explanations.count ? document.explanations[i] : ""
            append(document.lines[i], explanation, of: document, to: &out)
        }
    }

    private func append(
        _ line: TradeLine, _ explanation: String, of document: borrowing TradeDocument, to out: inout [UInt8]
    ) {
        field(document.number, &out)
        document.date.append(to: &out)
        out.append(0x2C)
        field(document.customer, &out)
        if line.lineNumber.isBlank {
            number(ExactDecimal(Int(line.position)), &out)
        } else {
            field(line.lineNumber, &out)
        }
        field(line.item, &out)
        field(line.customerItem, &out)
        plain(line.status.name, &out)
        plain(line.via?.name ?? "", &out)
        field(line.description, &out)
        field(line.customerDescription, &out)
        number(document.printed(line.quantity), &out)
        field(line.unit, &out)
        number(line.customerQuantity.map { document.printed($0) }, &out)
        field(line.customerUnit, &out)
        if document.kind.showsPrices {
            number(line.unitPrice, &out)
            number(line.discountPercent, &out)
            number(line.unitPrice == nil ? nil : document.printed(line.net), &out)
            field(line.taxCategory, &out)
            number(line.taxRate, &out)
        } else {
            out.append(contentsOf: ",,,,,".utf8)
        }
        field(line.ordered, &out)
        number(line.pieces, &out)
        field(line.piecesUnit, &out)
        plain(line.status.reason ?? "", &out)
        number(line.mappingLine == 0 ? nil : ExactDecimal(Int(line.mappingLine)), &out)
        var explanation = explanation
        explanation.withUTF8 { Self.append(UnsafeRawBufferPointer($0), guarded: isGuarded, to: &out) }
        out.append(0x2C)
        number(line.customerUnitPrice, &out)
        number(line.pricePerPiece?.normalized, &out)
        field(line.customerRevision, &out)
        field(line.orderedRevision, &out)
        plain(line.revisionDiffers ? "true" : "", &out)
        field(line.supersededBy, &out)
        field(line.successorItem, &out)
        field(line.successorNumber, &out)
        if document.kind == .packingSlip {
            field(line.location, &out)
        } else {
            out.removeLast()
        }
        out.append(0x0D)
        out.append(0x0A)
    }

    /// A word of the program's own, which needs no quotes.
    private func plain(_ word: String, _ out: inout [UInt8]) {
        out.append(contentsOf: word.utf8)
        out.append(0x2C)
    }

    private func number(_ value: ExactDecimal?, _ out: inout [UInt8]) {
        value?.append(to: &out)
        out.append(0x2C)
    }

    private func field(_ id: TextID, _ out: inout [UInt8]) {
        if !id.isBlank { texts.withBytes(id) { Self.append($0, guarded: isGuarded, to: &out) } }
        out.append(0x2C)
    }

    /// A text as one field: guarded, and quoted where it holds a comma, a quote or a line end.
    static func append(_ text: UnsafeRawBufferPointer, guarded: Bool, to out: inout [UInt8]) {
        let isFormula = guarded && startsFormula(text)
        var needsQuotes = false
        for byte in text where byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D {
            needsQuotes = true
            break
        }
        if needsQuotes { out.append(0x22) }
        if isFormula { out.append(0x27) }
        if needsQuotes {
            for byte in text {
                if byte == 0x22 { out.append(0x22) }
                out.append(byte)
            }
            out.append(0x22)
        } else {
            out.append(contentsOf: text)
        }
    }

    /// `= + - @ TAB CR` first, also after blanks.
    private static func startsFormula(_ text: UnsafeRawBufferPointer) -> Bool {
        for byte in text {
            switch byte {
            case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: return true
            case 0x20: continue
            default: return false
            }
        }
        return false
    }
}
