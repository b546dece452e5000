import CZlib

/// A file on its way into a ZIP archive, packed where that makes it smaller. Workers pack, one thread writes.
struct ZipEntry: Sendable {
    /// What the archive holds of it.
    let bytes: [UInt8]
    let isPacked: Bool
    /// Of the file as it was.
    let size: Int
    let crc: UInt32

    /// DEFLATE (RFC 1951) by zlib; the same version gives the same bytes.
    init(of file: [UInt8]) {
        size = file.count
        crc = file.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
        }
        let packed = Self.packed(file)
        isPacked = packed != nil
        bytes = packed ?? file
    }

    /// Nil where that would not be smaller.
    private static func packed(_ file: [UInt8]) -> [UInt8]? {
        // The lengths that zlib takes at once end at 32 bits.
        guard !file.isEmpty, file.count <= Int(UInt32.max) else { return nil }
        var stream = z_stream()
        guard counterpart_raw_deflate(&stream, Z_DEFAULT_COMPRESSION) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var file = file
        let count = file.count
        var isDone = false
        let packed = [UInt8](unsafeUninitializedCapacity: count) { out, made in
            file.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(count)
                stream.next_out = out.baseAddress
                stream.avail_out = UInt32(count)
                isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            made = count - Int(stream.avail_out)
        }
        return isDone && packed.count < count ? packed : nil
    }
}

/// ZIP (APPNOTE 6.3), with the larger fields (zip64) where there are many or much. Times are those of 1980,
/// the first that the format knows, so the same files give the same bytes.
struct ZipWriter {
    private var directory: [UInt8] = []
    private var count = 0

    mutating func append(_ name: String, _ entry: ZipEntry, to file: inout some ArchiveFile) {
        let offset = file.size
        let name = Array(name.utf8)
        // Version, flags (UTF-8 names), method, time, date, CRC and sizes: the same in both headers.
        var facts = Little()
        facts.put16(offset > 0xFFFF_FFFE ? 45 : 20)
        facts.put16(0x0800)
        facts.put16(entry.isPacked ? 8 : 0)
        facts.put16(0)
        facts.put16(0x0021)
        facts.put32(Int(entry.crc))
        facts.put32(entry.bytes.count)
        facts.put32(entry.size)
        facts.put16(name.count)
        var local = Little()
        local.put32(0x0403_4B50)
        local.bytes += facts.bytes
        local.put16(0)
        file.append(local.bytes)
        file.append(name)
        file.append(entry.bytes)
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

    func end(_ file: inout some ArchiveFile) {
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
}

extension ZipWriter {
    /// An archive of one file, in memory.
    static func archive(_ name: String, of bytes: [UInt8]) -> [UInt8] {
        var zip = ZipWriter()
        var file = MemoryFile()
        zip.append(name, ZipEntry(of: bytes), to: &file)
        zip.end(&file)
        return file.bytes
    }
}

/// Where an archive is written to.
protocol ArchiveFile {
    /// The bytes so far.
    var size: Int { get }
    mutating func append(_ bytes: some Sequence<UInt8>)
}

extension StreamedFile: ArchiveFile {}

private struct MemoryFile: ArchiveFile {
    var bytes: [UInt8] = []
    var size: Int { bytes.count }
    mutating func append(_ bytes: some Sequence<UInt8>) { self.bytes += bytes }
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
