package import Commerce
import Notation

/// The sheet of a customer's numbers as CSV that `map import` reads back: a line that is not changed changes
/// nothing, a blank that is filled in becomes a number from the first day it was missing.
package struct NumbersCSV {
    private let fields: CSVFieldWriter
    private let data: ReferenceData

    package init(_ data: ReferenceData, isGuarded: Bool) {
        self.data = data
        fields = CSVFieldWriter(isGuarded ? .people : .raw)
    }

    static let header =
        "customer_id,item_number,customer_item_number,item_description,customer_item_description,customer_unit,"
        + "unit_factor,valid_from,valid_to,status,via,last_bought\r\n"

    package func append(_ sheet: NumbersSheet, to out: inout [UInt8]) {
        out.append(contentsOf: Self.header.utf8)
        for line in sheet.lines {
            let row = line.row >= 0 ? data.mappings.rows[Int(line.row)] : nil
            append(sheet.customer, &out)
            append(line.item, &out)
            append(row?.number ?? .blank, &out)
            append(data.items[line.item]?.description ?? .blank, &out)
            append(row?.description ?? .blank, &out)
            append(row?.unit ?? .blank, &out)
            if let row, row.unitFactor != 0 {
                data.mappings.unitFactors[Int(row.unitFactor)].append(to: &out)
            }
            out.append(0x2C)
            let from = row.map { $0.validFrom == .min ? nil : Day(number: $0.validFrom) } ?? line.firstGap
            from?.append(to: &out)
            out.append(0x2C)
            if let row, row.validTo != .max { Day(number: row.validTo).append(to: &out) }
            out.append(contentsOf: ",\(line.status.name),\(line.via?.name ?? ""),".utf8)
            line.lastBought?.append(to: &out)
            out.append(contentsOf: [0x0D, 0x0A])
        }
    }

    private func append(_ id: TextID, _ out: inout [UInt8]) {
        data.texts.withBytes(id) { fields.append($0, to: &out) }
        out.append(0x2C)
    }
}
