/// ZIP (APPNOTE 6.3) of stored entries, with the larger fields (zip64) where there are many or much. Times are those
/// of 1980, the first that the format knows, so the same files give the same bytes.
struct ZipWriter {
    private var directory: [UInt8] = []
    private var count = 0

    mutating func append(_ name: String, _ bytes: [UInt8], to file: inout StreamedFile) {
        let offset = file.size
        let name = Array(name.utf8)
        // Version, flags (UTF-8 names), method, time, date, CRC and sizes: the same in both headers.
        var facts = Little()
        facts.put16(offset > 0xFFFF_FFFE ? 45 : 20)
        facts.put16(0x0800)
        facts.put16(0)
        facts.put16(0)
        facts.put16(0x0021)
        facts.put32(Int(Self.crc(bytes)))
        facts.put32(bytes.count)
        facts.put32(bytes.count)
        facts.put16(name.count)
        var local = Little()
        local.put32(0x0403_4B50)
        local.bytes += facts.bytes
        local.put16(0)
        file.append(local.bytes)
        file.append(name)
        file.append(bytes)
        let isFar = offset > 0xFFFF_FFFE
        var central = Little()
        central.put32(0x0201_4B50)
        central.put16(0x0314)
        central.bytes += facts.bytes
        central.put16(isFar ? 12 : 0)
        central.put16(0)
        central.put16(0)
        central.put16(0)
        central.put32(0o100644 << 16)
        central.put32(isFar ? 0xFFFF_FFFF : offset)
        central.bytes += name
        if isFar {
            central.put16(1)
            central.put16(8)
            central.put64(offset)
        }
        directory += central.bytes
        count += 1
    }

    func end(_ file: inout StreamedFile) {
        let start = file.size
        file.append(directory)
        let isLarge = count > 0xFFFE || start > 0xFFFF_FFFE
        var end = Little()
        if isLarge {
            end.put32(0x0606_4B50)
            end.put64(44)
            end.put16(45)
            end.put16(45)
            end.put32(0)
            end.put32(0)
            end.put64(count)
            end.put64(count)
            end.put64(directory.count)
            end.put64(start)
            end.put32(0x0706_4B50)
            end.put32(0)
            end.put64(start + directory.count)
            end.put32(1)
        }
        end.put32(0x0605_4B50)
        end.put16(0)
        end.put16(0)
        end.put16(isLarge ? 0xFFFF : count)
        end.put16(isLarge ? 0xFFFF : count)
        end.put32(isLarge ? 0xFFFF_FFFF : directory.count)
        end.put32(isLarge ? 0xFFFF_FFFF : start)
        end.put16(0)
        file.append(end.bytes)
    }

    /// CRC-32 as in ISO 3309.
    static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8) }
        return ~crc
    }

    private static let table: [UInt32] = (0..<256).map { start in
        var crc = UInt32(start)
        for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
        return crc
    }
}

/// Numbers with their low byte first.
private struct Little {
    var bytes: [UInt8] = []

    mutating func put16(_ number: Int) { put(number, 2) }
    mutating func put32(_ number: Int) { put(number, 4) }
    mutating func put64(_ number: Int) { put(number, 8) }

    private mutating func put(_ number: Int, _ count: Int) {
        for i in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * i))) }
    }
}
