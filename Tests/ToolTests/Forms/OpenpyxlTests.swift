import Foundation
import Testing

/// The workbooks of samples read by openpyxl, where the machine has it: a program that others use.
@Suite struct OpenpyxlTests {
    private static let script = """
        import csv, sys, datetime, decimal
        import openpyxl
        folder, names = sys.argv[1], sys.argv[2:]
        for name in names:
            book = openpyxl.load_workbook(f"{folder}/{name}.xlsx")
            assert book.sheetnames[-1] == "About", book.sheetnames
            for sheet in book.worksheets[:-1]:
                rows = list(csv.reader(open(f"{folder}/{sheet.title}.csv", newline="", encoding="utf-8")))
                assert sheet.freeze_panes and sheet.auto_filter.ref, sheet.title
                for r, expected in enumerate(rows[1:], start=2):
                    for c, text in enumerate(expected, start=1):
                        cell = sheet.cell(r, c)
                        value = cell.value
                        if value is None: assert text == "", (sheet.title, r, c, text)
                        elif isinstance(value, datetime.datetime):
                            shown = value.strftime("%Y-%m-%d" if "dd" in cell.number_format else "%Y-%m")
                            assert shown == text, (sheet.title, r, c, shown, text)
                        elif isinstance(value, (int, float)):
                            assert decimal.Decimal(repr(value)) == decimal.Decimal(text), (sheet.title, r, c, value, text)
                        else: assert value in (text, text.replace("_", " ")), (sheet.title, r, c, value, text)
        print("same")
        """

    private static let python: String? = {
        let python = ProcessInfo.processInfo.environment["COUNTERPART_PYTHON"] ?? "python3"
        let probe = Process()
        probe.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        probe.arguments = [python, "-c", "import openpyxl"]
        probe.standardError = FileHandle.nullDevice
        if (try? probe.run()) != nil {
            probe.waitUntilExit()
            if probe.terminationStatus == 0 { return python }
        }
        FileHandle.standardError.write(
            Data("skipped: no python3 with openpyxl (set COUNTERPART_PYTHON)\n".utf8))
        return nil
    }()

    @Test(.enabled(if: python != nil)) func `openpyxl reads what the CSV says`() async throws {
        let python = try #require(Self.python)
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"), flat: true)
        let run = try await Run.of(
            Program.fresh, ["report", "all", "--format", "csv,xlsx", "--csv", "raw", "-o", "reports"],
            in: place.url)
        try #require(run.code == 0, "\(run.err)")
        let read = try await Run.of(
            URL(fileURLWithPath: "/usr/bin/env"),
            [python, "-c", Self.script, "reports"] + EveryFormTests.reports,
            in: place.url)
        #expect(read.text == "same\n", "\(read.err)")
    }
}
