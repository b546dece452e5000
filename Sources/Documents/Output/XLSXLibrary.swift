import CXLSXWriter
import Diagnostics

/// The system's libxlsxwriter, opened when a workbook is to be written.
///
/// Debian has it as a shared library only. Linked, it would have to be on every machine the program starts on,
/// and would cost each start; so it is opened here, and only a workbook needs it.
struct XLSXLibrary {
    private(set) var calls = cp_xlsx()

    /// Throws `no-xlsx-library` where the machine has none that fits.
    init(name: String = String(cString: cp_xlsx_library())) throws(Diagnostic) {
        guard let missing = cp_xlsx_open(&calls, name) else { return }
        let call = String(cString: missing)
        throw .error(
            "no-xlsx-library",
            call.isEmpty
                ? "cannot write xlsx: `\(name)` is not on this machine"
                : "cannot write xlsx: `\(name)` on this machine lacks `\(call)`",
            hint: "install it: apt-get install libxlsxwriter4; or choose another format")
    }
}
