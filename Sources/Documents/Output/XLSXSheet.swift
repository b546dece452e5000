import CXLSXWriter
import Commerce
import Glibc
import Notation

/// Puts cells into a sheet, each as what it is: numbers as numbers, days as dates, all else as text.
struct XLSXSheet {
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    private var calls: cp_xlsx
    /// Where a text gets the zero behind it that C wants.
    private let scratch: UnsafeMutableRawBufferPointer
    /// Whether a number was kept as text, because it has more digits than a spreadsheet keeps.
    private(set) var keptDigits = false

    /// What a cell of a spreadsheet holds, in characters.
    static let longestText = 32_767
    /// Bytes of scratch space: the longest text and its end.
    static let scratchSize = longestText * 4 + 8

    init(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ library: XLSXLibrary,
        scratch: UnsafeMutableRawBufferPointer
    ) {
        self.sheet = sheet
        calls = library.calls
        self.scratch = scratch
    }

    // MARK: Cells

    /// - Parameter sink: Lends the space where digits are laid.
    @inline(__always)
    mutating func put(
        _ cell: ShownCell, _ digits: ColumnDigits, row: Int, column: Int, isTotal: Bool = false,
        _ formats: inout XLSXFormats, _ sink: inout ByteSink
    ) {
        switch cell {
        case .blank: if isTotal { blank(row, column, formats.totalText) }
        case .text(let text):
            put(text, row, column, isTotal ? formats.totalText : nil, isCode: digits.isCode)
        case .integer(let value):
            put(sink.layWhole(value), row, column, digits.isPercent, isTotal, &formats, sink)
        case .decimal(let value, let minimum, let maximum):
            let run = sink.lay(value, minimum: minimum, maximum: maximum)
            put(run, row, column, digits.isPercent, isTotal, &formats, sink)
        case .day(let day):
            if let serial = Self.serial(day) {
                _ = cp_xlsx_decimal(&calls, sheet, lxw_row_t(row), lxw_col_t(column), serial, 0, formats.day)
            } else {
                put("\(day)", row, column)
            }
        case .month(let month):
            if let serial = Self.serial(month.firstDay) {
                _ = cp_xlsx_decimal(
                    &calls, sheet, lxw_row_t(row), lxw_col_t(column), serial, 0, formats.month)
            } else {
                put("\(month)", row, column)
            }
        }
    }

    mutating func put(_ text: String, _ row: Int, _ column: Int, _ format: XLSXFormats.Format? = nil) {
        var copy = text
        copy.withUTF8 { put(UnsafeRawBufferPointer($0), row, column, format, isCode: false) }
    }

    /// Days since 1899-12-30. Spreadsheets count from 1900 and take it for a leap year, so that earlier days have
    /// no number that all of them read alike.
    private static func serial(_ day: Day) -> Int64? {
        let serial = Int64(day.number) + 25_569
        return serial > 60 ? serial : nil
    }

    private mutating func put(
        _ run: DigitRun, _ row: Int, _ column: Int, _ isPercent: Bool, _ isTotal: Bool,
        _ formats: inout XLSXFormats, _ sink: borrowing ByteSink
    ) {
        let digits = sink.scratch + run.start
        // A spreadsheet keeps 15 digits; zeros behind the last decimal are shown by the format.
        var count = run.count
        var scale = run.scale
        while scale > 0, digits[count - 1] == 0x30 {
            count -= 1
            scale -= 1
        }
        var first = 0
        while first < count, digits[first] == 0x30 { first += 1 }
        guard count - first <= 15, scale <= XLSXFormats.largestScale, run.scale <= XLSXFormats.largestScale
        else { return putWide(run, row, column, isTotal, formats, digits) }
        var mantissa: Int64 = 0
        for i in first..<count { mantissa = mantissa &* 10 &+ Int64(digits[i] &- 0x30) }
        _ = cp_xlsx_decimal(
            &calls, sheet, lxw_row_t(row), lxw_col_t(column), run.isNegative ? -mantissa : mantissa,
            UInt8(scale), formats.number(scale: run.scale, isPercent: isPercent, isTotal: isTotal))
    }

    private mutating func putWide(
        _ run: DigitRun, _ row: Int, _ column: Int, _ isTotal: Bool, _ formats: XLSXFormats,
        _ digits: UnsafeMutablePointer<UInt8>
    ) {
        keptDigits = true
        var bytes: [UInt8] = run.isNegative ? [0x2D] : []
        for i in 0..<run.count {
            if i == run.wholeCount { bytes.append(0x2E) }
            bytes.append(digits[i])
        }
        let format = isTotal ? formats.totalWide : formats.wide
        bytes.withUnsafeBytes { put($0, row, column, format, isCode: false) }
    }

    private mutating func put(
        _ text: UnsafeRawBufferPointer, _ row: Int, _ column: Int, _ format: XLSXFormats.Format?, isCode: Bool
    ) {
        guard let from = text.baseAddress, let to = scratch.baseAddress else {
            return blank(row, column, format)
        }
        var count = text.count
        if count > Self.longestText { count = Self.end(of: text) }
        memcpy(to, from, count)
        scratch[count] = 0
        if isCode { replace(0x5F, with: 0x20, count) }
        replace(0, with: 0x20, count)
        // U+FFFE and U+FFFF are no characters of XML.
        if memchr(to, 0xEF, count) != nil { replaceNonCharacters(count) }
        _ = cp_xlsx_text(
            &calls, sheet, lxw_row_t(row), lxw_col_t(column), to.assumingMemoryBound(to: CChar.self), format)
    }

    private func blank(_ row: Int, _ column: Int, _ format: XLSXFormats.Format?) {
        guard let format else { return }
        var calls = calls
        _ = cp_xlsx_blank(&calls, sheet, lxw_row_t(row), lxw_col_t(column), format)
    }

    /// Where the longest text that fits ends, not within a character.
    private static func end(of text: UnsafeRawBufferPointer) -> Int {
        var characters = 0
        for (at, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            if characters == longestText { return at }
            characters += 1
        }
        return text.count
    }

    @inline(__always)
    private func replace(_ byte: UInt8, with other: UInt8, _ count: Int) {
        guard let base = scratch.baseAddress else { return }
        var from = 0
        while from < count, let found = memchr(base + from, Int32(byte), count - from) {
            from = found - base
            scratch[from] = other
        }
    }

    private func replaceNonCharacters(_ count: Int) {
        for i in 0..<max(0, count - 2) where scratch[i] == 0xEF && scratch[i + 1] == 0xBF {
            if scratch[i + 2] >= 0xBE { scratch[i + 2] = 0xBD }
        }
    }

    // MARK: The sheet

    mutating func setWidth(_ width: Int, column: Int) {
        cp_xlsx_width(&calls, sheet, lxw_col_t(column), Int32(min(max(width, 7), 60)))
    }

    /// - Parameter rows: The rows below the head that can be filtered.
    mutating func setHead(frozen: Int, rows: Int, columns: Int) {
        cp_xlsx_head(
            &calls, sheet, lxw_col_t(frozen), lxw_row_t(rows), lxw_col_t(columns), "A1:XFD1048576")
    }

    mutating func setPage() { cp_xlsx_page(&calls, sheet) }
}
