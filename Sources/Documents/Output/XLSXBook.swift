import CXLSXWriter
import Diagnostics
import Glibc
import Notation

/// A workbook under way: a file in a folder of its own, which both go when it has been handed over.
struct XLSXBook: ~Copyable {
    let library: XLSXLibrary
    let workbook: UnsafeMutablePointer<lxw_workbook>
    private let folder: String
    private var isClosed = false
    private var names: Set<String> = []

    /// - Parameter created: What the file says of its own making; the clock would make every file another.
    init(title: String, created: Day) throws(Diagnostic) {
        let library = try XLSXLibrary()
        let folder = try Self.makeFolder()
        var calls = library.calls
        guard let workbook = cp_xlsx_workbook(&calls, folder + "/book.xlsx", folder) else {
            rmdir(folder)
            throw .error("unwritable-output", "cannot begin a workbook in `\(folder)`")
        }
        self.library = library
        self.folder = folder
        self.workbook = workbook
        // A document property holds 255 characters.
        _ = cp_xlsx_properties(&calls, workbook, String(title.prefix(255)), Int(created.number) * 86_400)
    }

    deinit {
        if !isClosed {
            var calls = library.calls
            _ = cp_xlsx_close(&calls, workbook)
        }
        unlink(folder + "/book.xlsx")
        rmdir(folder)
    }

    /// A sheet of a name like `wanted`: at most 31 characters, none that Excel refuses, none used before.
    mutating func addSheet(_ wanted: String) -> UnsafeMutablePointer<lxw_worksheet>? {
        let plain = String(wanted.map { "[]:*?/\\'".contains($0) ? "-" : $0 })
        var name = String(plain.prefix(31))
        var number = 2
        while !names.insert(name.lowercased()).inserted {
            name = "\(plain.prefix(24)) \(number)"
            number += 1
        }
        var calls = library.calls
        return cp_xlsx_sheet(&calls, workbook, name)
    }

    /// Closes the workbook and hands its bytes on.
    mutating func finish(to sink: inout ByteSink) {
        var calls = library.calls
        isClosed = true
        let error = cp_xlsx_close(&calls, workbook)
        guard error == LXW_NO_ERROR else {
            let reason =
                cp_xlsx_reason(&calls, error).map { String(cString: $0) } ?? "error \(error.rawValue)"
            return sink.fail(.error("unwritable-output", "cannot write a workbook: \(reason)"))
        }
        let descriptor = open(folder + "/book.xlsx", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return sink.fail(OutputFile.failure(folder, errno)) }
        defer { close(descriptor) }
        withUnsafeTemporaryAllocation(byteCount: ByteSink.chunk, alignment: 16) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0 { sink.fail(OutputFile.failure(folder, errno)) }
                if count <= 0 { return }
                sink.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    private static func makeFolder() throws(Diagnostic) -> String {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/counterpart-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw OutputFile.failure(place, errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
