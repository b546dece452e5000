import Foundation
import Glibc

/// What a program can read back from a shipped invoice page: its `data-` attributes (interface.md, Output).
struct InvoicePage: Sendable {
    var lines: Int
    var net: String?
    var tax: String?
    var total: String?

    init(_ page: Data) {
        lines = Self.offsets(of: "<tr data-line", in: page).count
        net = Self.attribute("data-net", in: page)
        tax = Self.attribute("data-tax", in: page)
        total = Self.attribute("data-total", in: page)
    }

    /// By file name without `.html`.
    static func all(in folder: URL) throws -> [String: InvoicePage] {
        var out: [String: InvoicePage] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where name.hasSuffix(".html") {
            out[String(name.dropLast(5))] = InvoicePage(
                try Data(contentsOf: folder.appendingPathComponent(name)))
        }
        return out
    }

    private static func attribute(_ name: String, in page: Data) -> String? {
        let mark = name + "=\""
        guard let start = offsets(of: mark, in: page).first else { return nil }
        let value = page.dropFirst(start + mark.utf8.count).prefix { $0 != 0x22 }
        return String(decoding: value, as: UTF8.self)
    }

    private static func offsets(of text: String, in page: Data) -> [Int] {
        let wanted = Array(text.utf8)
        return page.withUnsafeBytes { bytes in
            var out: [Int] = []
            guard let base = bytes.baseAddress else { return out }
            var start = 0
            while let hit = memmem(base + start, bytes.count - start, wanted, wanted.count) {
                let offset = base.distance(to: UnsafeRawPointer(hit))
                out.append(offset)
                start = offset + wanted.count
            }
            return out
        }
    }
}
