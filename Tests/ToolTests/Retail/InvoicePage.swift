import Foundation
import Glibc

/// What a program can read back from a shipped invoice page: its `data-` attributes (interface.md, Output).
struct InvoicePage: Sendable {
    var lines: Int
    /// In pence; nil where the page has none, or one with a part of a penny.
    var net: Int?
    var tax: Int?
    var total: Int?

    init(_ data: Data) {
        // A page holds no NUL; the one behind it ends the search.
        let page = [CChar](unsafeUninitializedCapacity: data.count + 1) { buffer, count in
            data.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            buffer[data.count] = 0
            count = data.count + 1
        }
        lines = Self.offsets(of: "<tr data-line", in: page).count
        net = Self.pence("data-net", in: page)
        tax = Self.pence("data-tax", in: page)
        total = Self.pence("data-total", in: page)
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

    private static func pence(_ name: String, in page: [CChar]) -> Int? {
        guard let text = attribute(name, in: page), !text.isEmpty else { return nil }
        let millionths = Millionths.shifted(text, by: 6)
        return millionths.isMultiple(of: 10_000) ? millionths / 10_000 : nil
    }

    private static func attribute(_ name: String, in page: [CChar]) -> String? {
        let mark = name + "=\""
        guard let start = offsets(of: mark, in: page).first else { return nil }
        let value = page.dropFirst(start + mark.utf8.count).prefix { $0 != 0x22 }
        return String(decoding: value.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func offsets(of text: String, in page: [CChar]) -> [Int] {
        page.withUnsafeBufferPointer { page in
            var out: [Int] = []
            guard let base = page.baseAddress else { return out }
            var start = base
            while let hit = strstr(start, text) {
                out.append(base.distance(to: UnsafePointer(hit)))
                start = UnsafePointer(hit) + 1
            }
            return out
        }
    }
}
