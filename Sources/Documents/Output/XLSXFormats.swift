import CXLSXWriter

/// The cell formats of a workbook, made when first asked for.
struct XLSXFormats {
    typealias Format = UnsafeMutablePointer<lxw_format>

    let head: Format?
    let headRight: Format?
    let day: Format?
    let month: Format?
    let totalText: Format?
    /// A number a spreadsheet would round, kept as text.
    let wide: Format?
    let totalWide: Format?
    let title: Format?
    let muted: Format?
    let bold: Format?
    let wrapped: Format?
    private var calls: cp_xlsx
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var numbers: [Format?]

    /// The powers of ten that are exact in binary.
    static let largestScale = 22

    init(_ book: borrowing XLSXBook) {
        var calls = book.library.calls
        let workbook = book.workbook
        func make(_ digits: String?, _ change: (inout cp_xlsx_look) -> Void = { _ in }) -> Format? {
            Self.make(&calls, workbook, digits, change)
        }
        head = make(nil) { $0.head = 1 }
        headRight = make(nil) {
            $0.head = 1
            $0.right = 1
        }
        day = make("yyyy-mm-dd")
        month = make("yyyy-mm")
        totalText = make(nil) { $0.total = 1 }
        wide = make(nil) { $0.right = 1 }
        totalWide = make(nil) {
            $0.right = 1
            $0.total = 1
        }
        title = make(nil) { $0.title = 1 }
        muted = make(nil) { $0.muted = 1 }
        bold = make(nil) { $0.bold = 1 }
        wrapped = make(nil) { $0.wrap = 1 }
        self.calls = calls
        self.workbook = workbook
        numbers = Array(repeating: nil, count: 4 * (Self.largestScale + 1))
    }

    /// `#,##0.00` for two decimals: the digits of the amount's own currency.
    mutating func number(scale: Int, isPercent: Bool, isTotal: Bool) -> Format? {
        let at = scale * 4 + (isPercent ? 2 : 0) + (isTotal ? 1 : 0)
        if let known = numbers[at] { return known }
        let digits = scale == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: scale)
        numbers[at] = Self.make(&calls, workbook, isPercent ? digits + "\"%\"" : digits) {
            $0.total = isTotal ? 1 : 0
        }
        return numbers[at]
    }

    private static func make(
        _ calls: inout cp_xlsx, _ workbook: UnsafeMutablePointer<lxw_workbook>, _ digits: String?,
        _ change: (inout cp_xlsx_look) -> Void
    ) -> Format? {
        var look = cp_xlsx_look()
        change(&look)
        guard let digits else { return cp_xlsx_format(&calls, workbook, look) }
        return digits.withCString { text in
            look.digits = text
            return cp_xlsx_format(&calls, workbook, look)
        }
    }
}
