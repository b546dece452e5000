/// POSIX tar (IEEE 1003.1, ustar; pax records for names that need them). Owner, mode and time are fixed, so the same
/// files give the same bytes.
struct TarWriter {
    static let block = 512

    static func append(_ name: String, _ bytes: [UInt8], to file: inout StreamedFile) {
        let utf8 = Array(name.utf8)
        if utf8.count > 100 || utf8.contains(where: { $0 >= 0x80 }) {
            let record = paxRecord(utf8)
            append(header("pax", size: record.count, type: 0x78), record, &file)
        }
        append(header(name, size: bytes.count, type: 0x30), bytes, &file)
    }

    /// Two blocks of zeros.
    static func end(_ file: inout StreamedFile) {
        file.append(repeatElement(0, count: 2 * block))
    }

    private static func append(_ header: [UInt8], _ bytes: [UInt8], _ file: inout StreamedFile) {
        file.append(header)
        file.append(bytes)
        file.append(repeatElement(0, count: (block - bytes.count % block) % block))
    }

    /// `27 path=…`, where the number counts itself.
    private static func paxRecord(_ name: [UInt8]) -> [UInt8] {
        let rest = Array(" path=".utf8) + name + [0x0A]
        var length = rest.count
        while String(length).utf8.count + rest.count != length {
            length = String(length).utf8.count + rest.count
        }
        return Array(String(length).utf8) + rest
    }

    private static func header(_ name: String, size: Int, type: UInt8) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: some Sequence<UInt8>, at place: Int) {
            for (i, byte) in text.enumerated() { header[place + i] = byte }
        }
        func octal(_ number: Int, _ digits: Int) -> [UInt8] {
            let text = String(number, radix: 8)
            return Array((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8)
        }
        put(name.utf8.prefix(100), at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(size, 11), at: 124)
        put(octal(0, 11), at: 136)
        put("        ".utf8, at: 148)
        header[156] = type
        put("ustar".utf8, at: 257)
        put("00".utf8, at: 263)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + [0, 0x20], at: 148)
        return header
    }
}
