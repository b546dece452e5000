/// The files of a ZIP archive, by its central directory.
package struct ZipArchive {
    package private(set) var files: [String: [UInt8]] = [:]
    /// The MS-DOS day and time of each file, which must not be the clock's.
    package private(set) var times: Set<UInt32> = []

    /// Nil where the bytes are no archive, or one of its files cannot be unpacked.
    package init?(_ bytes: [UInt8]) {
        func word(_ at: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { at + $1 < bytes.count ? $0 | Int(bytes[at + $1]) << (8 * $1) : $0 }
        }
        guard
            let end = stride(from: bytes.count - 22, through: 0, by: -1).first(where: {
                word($0, 4) == 0x0605_4B50
            })
        else { return nil }
        var at = word(end + 16, 4)
        for _ in 0..<word(end + 10, 2) {
            guard word(at, 4) == 0x0201_4B50 else { return nil }
            let (method, size, nameSize) = (word(at + 10, 2), word(at + 20, 4), word(at + 28, 2))
            let local = word(at + 42, 4)
            times.insert(UInt32(word(at + 12, 4)))
            let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameSize)], as: UTF8.self)
            let start = local + 30 + word(local + 26, 2) + word(local + 28, 2)
            guard start + size <= bytes.count else { return nil }
            let packed = bytes[start..<(start + size)]
            let unpacked = method == 0 ? Array(packed) : Inflate.unpack(packed, size: word(at + 24, 4))
            guard let data = unpacked else { return nil }
            files[name] = data
            at += 46 + nameSize + word(at + 30, 2) + word(at + 32, 2)
        }
    }
}
