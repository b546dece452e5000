import Notation

/// The order of rules.md 2.2 among rows of one account and item: preferred first, then the latest valid_from,
/// then the smallest number by bytes. What follows keeps answers free of the order of the file.
final class RowOrder: Sendable {
    let rows: MappingRows
    let texts: Texts
    let unitFactors: [ExactDecimal]

    init(_ data: ReferenceData) {
        rows = data.mappings.rows
        texts = data.texts
        unitFactors = data.mappings.unitFactors
    }

    @inline(__always)
    func precedes(_ a: RowShelf.Word, _ b: RowShelf.Word) -> Bool {
        a.key != b.key ? a.key < b.key : precedes(Int(a.row), Int(b.row))
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        let (x, y) = (rows[a], rows[b])
        if x.isPreferred != y.isPreferred { return x.isPreferred }
        if x.validFrom != y.validFrom { return x.validFrom > y.validFrom }
        let byNumber = texts.compare(x.number, y.number)
        return byNumber != 0 ? byNumber < 0 : precedesBeyondTheRule(x, y)
    }

    private func precedesBeyondTheRule(_ x: MappingRow, _ y: MappingRow) -> Bool {
        if x.validTo != y.validTo { return x.validTo > y.validTo }
        if x.isActive != y.isActive { return x.isActive }
        for (a, b) in [
            (x.unit, y.unit), (x.item, y.item), (x.revision, y.revision), (x.description, y.description),
        ] {
            let order = texts.compare(a, b)
            if order != 0 { return order < 0 }
        }
        let (f, g) = (unitFactors[Int(x.unitFactor)], unitFactors[Int(y.unitFactor)])
        return f != g ? f < g : x.line < y.line
    }
}
