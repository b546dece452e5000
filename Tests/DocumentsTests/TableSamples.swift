import Commerce
import Notation

/// Tables for the tests of their writers.
enum TableSamples {
    /// What each row of ``everyKind()`` shows, in plain digits: the expectation all formats share.
    static let everyKindShown: [[String]] = [
        ["2011-11", "00100", "=SUM(A1)", "0", "0", "0.00", "0.00", "100.00", "2011-11-30"],
        [
            "2011-12", "7E5", "Mug, \"blue\" | <b>*_&", "-1234567", "1234.5", "-1234567.90", "-5", "98.51",
            "0001-01-01",
        ],
        [
            "", "", "Café 杯子 — 7\\8", "9223372036854775807", "0.001235", "0.01", "12345.68", "-0.01",
            "9999-12-31",
        ],
        [
            "1999-01", "-12", "  @x", "1000", "-1000000", "99999999999999999999999999999999999.12", "0.123",
            "", "",
        ],
    ]

    static let everyKindTotals = [
        "", "", "", "9223372036853541640", "", "99999999999999999999999999999999999.00", "", "", "",
    ]

    /// Every kind of column and cell, with the numbers that go wrong most easily.
    static func everyKind() throws -> Table {
        var texts = Texts()
        let numbers = ["00100", "7E5", "", "-12"].map { texts.intern($0) }
        let names = ["=SUM(A1)", "Mug, \"blue\" | <b>*_&", "Café 杯子 — 7\\8"].map { texts.intern($0) }
        func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal.parse(text) }
        let months = [Month.parse("2011-11"), Month.parse("2011-12"), nil, Month.parse("1999-01")]
        let integers = [0, -1_234_567, Int.max, 1_000]
        let quantities = try ["0.000", "1234.500", "0.0012345", "-1000000"].map(decimal)
        let values = try [
            "-0.004", "-1234567.895", "0.005", "99999999999999999999999999999999999.123",
        ].map(decimal)
        let amounts: [Cell] = try [
            .money(decimal("0"), digits: 2), .money(decimal("-4.5"), digits: 0),
            .money(decimal("12345.675"), digits: 2), .money(decimal("0.1230"), digits: 3),
        ]
        let percents = try [
            .integer(100), .decimal(decimal("98.505")), .decimal(decimal("-0.005")), Cell.blank,
        ]
        let days = [
            Day(year: 2011, month: 11, day: 30), Day(year: 1, month: 1, day: 1),
            Day(year: 9_999, month: 12, day: 31),
            nil,
        ]
        let columns = [
            Column("month", "Month", .month, isKey: true),
            Column("item_number", "Item #", .number, isKey: true),
            Column("description", "Description", .text), Column("lines", "Lines", .integer),
            Column("quantity", "Quantity", .decimal(minimum: 0, maximum: 6)),
            Column("value", "Value", .money(digits: 2)), Column("amount", "Amount", .money(digits: 2)),
            Column("coverage_pct", "Line coverage", .percent(digits: 2)),
            Column("last_date", "Last day", .day),
        ]
        var table = Table(
            name: "every-kind", title: "Every kind of cell", period: "1999 to 2011 · GBP", columns: columns,
            rowCount: 4, texts: texts
        ) { row, cells in
            cells.append(months[row].map { .month($0) } ?? .blank)
            cells.append(.text(numbers[row]))
            if row < names.count { cells.append(.text(names[row])) } else { cells.append("  @x") }
            cells.append(.integer(integers[row]))
            cells.append(.decimal(quantities[row]))
            cells.append(.decimal(values[row]))
            cells.append(amounts[row])
            cells.append(percents[row])
            if let day = days[row] { cells.append(.day(day)) }
        }
        table.totals = try [
            TotalRow(
                of: columns,
                [
                    "lines": .integer(9_223_372_036_853_541_640),
                    "value": .decimal(decimal("99999999999999999999999999999999999.00")),
                ])
        ]
        table.highlights = [
            Highlight(
                "Line coverage", .decimal(try decimal("98.5")), .percent(digits: 2), note: "a | b",
                tone: .good)
        ]
        table.notes = [Note("Line coverage", "mapped / (mapped + unmapped)"), "Credits stand apart"]
        table.controls = try [
            ControlTotals(
                "invoices (a.csv)", read: .init("Read", lines: 12, value: decimal("10.005")),
                parts: [
                    .init("Used", lines: 11, value: decimal("10")),
                    .init("Rejected", lines: 1, value: decimal("0.005")),
                ])
        ]
        return table
    }

    /// A small accuracy report, for looking at the forms.
    static func accuracy() throws -> Table {
        let columns = [
            Column("month", "Month", .month, isKey: true), Column("lines", "Lines", .integer),
            Column("mapped_lines", "Mapped lines", .integer),
            Column("unmapped_value", "Unmapped value", .money(digits: 2)),
            Column("line_coverage_pct", "Line coverage", .percent(digits: 2)),
        ]
        let start = Month(year: 2011, month: 10)
        let values = try ["1042.5", "98.005", "0"].map { try ExactDecimal.parse($0) }
        let coverage: [ExactDecimal?] = try [ExactDecimal.parse("97.1"), ExactDecimal.parse("98.505"), nil]
        var table = Table(
            name: "accuracy", title: "Mapping accuracy", period: "October to December 2011 · GBP",
            columns: columns,
            rowCount: 3, texts: Texts()
        ) { row, cells in
            cells.append(.month(start.adding(months: row)))
            cells.append(.integer([1_200, 980, 0][row]))
            cells.append(.integer([1_165, 965, 0][row]))
            cells.append(.decimal(values[row]))
            cells.append(.decimal(optional: coverage[row]))
        }
        table.totals = [
            TotalRow(
                of: columns,
                ["lines": .integer(2_180), "unmapped_value": .decimal(try ExactDecimal.parse("1140.505"))])
        ]
        table.highlights = [
            Highlight(
                "Line coverage", .decimal(coverage[1] ?? .zero), .percent(digits: 2),
                note: "+1.41 since October", tone: .good),
            Highlight("Unmapped lines", .integer(15), .integer),
        ]
        table.notes = [Note("Line coverage", "100 x mapped / (mapped + unmapped)."), "Credits stand apart."]
        table.controls = [
            ControlTotals(
                "invoices", read: .init("Read", lines: 2_181),
                parts: [.init("In this report", lines: 2_180), .init("Rejected", lines: 1)])
        ]
        table.parts = [
            Table(
                name: "accuracy-changes", title: "Gained and lost",
                columns: [Column("item_number", "Item #", .number)],
                rowCount: 0, texts: Texts()
            ) { _, _ in }
        ]
        return table
    }
}
