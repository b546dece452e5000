/// A mapping row as it is read from the bytes of a file, where nothing about it is out of the ordinary. Texts are the
/// ids of their cleaned values, as ``TextID/rawValue``.
package struct PlainMapping: Sendable {
    package var customer: Int32 = 0
    package var item: Int32 = 0
    package var unit: Int32 = 0
    package var revision: Int32 = 0
    /// Index into ``MappingTable/unitFactors``.
    package var unitFactor: Int32 = 0
    /// ``Day/number``, `Int32.min` for open.
    package var validFrom: Int32 = .min
    /// ``Day/number``, `Int32.max` for open.
    package var validTo: Int32 = .max
    /// 1 for yes.
    package var preferred: Int32 = 0
    package var active: Int32 = 1
    /// Where columns without a use put their value.
    package var unused: Int32 = 0
    package var number = TextSpan()
    /// The number's id, where it is cleaned; then ``number`` is not used.
    package var cleanNumber: Int32 = 0
    package var description = TextSpan()
    /// Where the row starts in the text held in memory.
    package var start = 0

    package init() {}
}

extension MappingRows {
    /// Appends plain rows that stand one below the other from line `first`.
    ///
    /// - Parameter descriptions: None where no row has one.
    package mutating func append(
        _ rows: ArraySlice<PlainMapping>, numbers: [TextID], descriptions: [TextID], from first: Int
    ) {
        var line = UInt32(truncatingIfNeeded: first)
        for (at, row) in rows.enumerated() {
            append(
                MappingRow(
                    account: Account(rawValue: row.customer), item: TextID(rawValue: row.item),
                    number: numbers[at], description: descriptions.isEmpty ? .blank : descriptions[at],
                    unit: TextID(rawValue: row.unit), revision: TextID(rawValue: row.revision),
                    unitFactor: row.unitFactor, validFrom: row.validFrom, validTo: row.validTo, line: line,
                    isPreferred: row.preferred != 0, isActive: row.active != 0))
            line &+= 1
        }
    }
}
