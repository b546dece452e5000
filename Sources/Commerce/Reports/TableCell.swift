package import Notation

/// One value of a report's row: what it is, not how it is printed. Trivial, so that filling a row costs no heap.
///
/// A text that is not in ``Table/texts`` is put into the row itself: ``RowBuffer/append(_:)-(String)``.
package enum Cell: Sendable {
    /// Nothing to say: no number is known, or a percentage has no base. Never printed as 0.
    case blank
    /// A text of ``Table/texts``.
    case text(TextID)
    /// A text that stands in the ``RowBuffer`` itself.
    case rowText(RowText)
    case integer(Int)
    /// Printed with the digits of its column, rounded half away from zero when shown (rules.md 6).
    case decimal(ExactDecimal)
    /// An amount with the digits of its own currency, where one column holds several (JPY 0, GBP 2).
    case money(ExactDecimal, digits: UInt8)
    case day(Day)
    case month(Month)

    /// Blank for nil, else the decimal.
    @inlinable
    package static func decimal(optional value: ExactDecimal?) -> Cell {
        value.map { .decimal($0) } ?? .blank
    }
}

/// Where a text lies in the bytes of a ``RowBuffer``.
package struct RowText: Sendable, Hashable {
    package var start: Int32
    package var count: Int32

    @inlinable
    package init(start: Int32, count: Int32) {
        self.start = start
        self.count = count
    }
}
