import Commerce

/// What a folder's memory holds, in the bytes of ``PartWriter``.
extension PartWriter {
    mutating func put(_ hash: ContentHash) {
        withUnsafeBytes(of: hash.words) { put(bytes: $0) }
    }

    mutating func put(_ stamp: FileStamp) {
        put(Int(stamp.size))
        put(Int(stamp.modified))
        put(Int(stamp.changed))
        put(Int(bitPattern: UInt(stamp.inode)))
    }
}

extension PartReader {
    mutating func hash() throws(Malformed) -> ContentHash {
        let bytes = try slice()
        guard bytes.count == 32 else { throw Malformed() }
        return bytes.withUnsafeBytes { raw in
            func word(_ i: Int) -> UInt64 { raw.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self) }
            return ContentHash(words: (word(0), word(1), word(2), word(3)))
        }
    }

    mutating func stamp() throws(Malformed) -> FileStamp {
        FileStamp(
            size: try small(Int64.self), modified: try small(Int64.self), changed: try small(Int64.self),
            inode: UInt64(UInt(bitPattern: try integer())))
    }
}
