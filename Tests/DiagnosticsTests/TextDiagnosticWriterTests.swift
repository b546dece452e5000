import Diagnostics
import Testing

@Test func `draws the message, place, line, caret and hint`() {
    let diagnostic = Diagnostic.error(
        "unknown-item", "no item of ours for `ACME-88-X` of customer `nordwind`",
        at: Position(file: "orders.csv", line: 3, column: 8, length: 9), excerpt: "4711,2,ACME-88-X",
        hint: "`nordwind` has `ACME-88-Z`; add a row to item_mappings.csv")
    let expected = """
        error: no item of ours for `ACME-88-X` of customer `nordwind`
          --> orders.csv:3:8
          3 | 4711,2,ACME-88-X
            |        ^^^^^^^^^
          hint: `nordwind` has `ACME-88-Z`; add a row to item_mappings.csv

        """
    #expect(TextDiagnosticWriter().text(diagnostic) == expected)
}
