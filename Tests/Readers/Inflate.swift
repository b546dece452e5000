import CZlib

/// Unpacks what DEFLATE packed (RFC 1951), by zlib.
enum Inflate {
    /// Nil where the data are not what they should be.
    ///
    /// - Parameter size: of what comes out, as the archive says.
    static func unpack(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        var stream = z_stream()
        guard counterpart_raw_inflate(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = Array(packed)
        var isDone = false
        // Room for one byte more shows data that are longer than the archive says.
        let out = [UInt8](unsafeUninitializedCapacity: size + 1) { out, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = out.baseAddress
                stream.avail_out = UInt32(out.count)
                isDone = inflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            count = out.count - Int(stream.avail_out)
        }
        return isDone && out.count == size ? out : nil
    }
}
