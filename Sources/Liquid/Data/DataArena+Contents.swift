extension DataArena {
    /// Hands out everything the arena holds, piece by piece, for telling whether two fillings by one program are the
    /// same. The bytes are no format: another build of the program may lay the same data out in another way.
    public func withContents(_ body: (UnsafeRawBufferPointer) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: ContentPieces.size, alignment: 8) { memory in
            guard let base = memory.baseAddress else { return }
            withoutActuallyEscaping(body) { body in
                var pieces = ContentPieces(base, body)
                put(&pieces)
                pieces.flush()
            }
        }
    }

    private func put(_ pieces: inout ContentPieces) {
        for name in rootNames.prefix(rootValues.count) {
            Array(name.utf8).withUnsafeBytes { pieces.put($0) }
            pieces.put(.nil, nils: 0)
        }
        pieces.put(.integer(nodes.count), nils: 0)
        lent.withUnsafeBytes { lent in
            rootValues.withUnsafeBufferPointer { put($0, lent, &pieces) }
            nodes.withUnsafeBufferPointer { put($0, lent, &pieces) }
        }
        bytes.withUnsafeBytes { pieces.put($0) }
    }

    @inline(__always)
    private func put(
        _ values: UnsafeBufferPointer<Value>, _ lent: UnsafeRawBufferPointer, _ pieces: inout ContentPieces
    ) {
        var nils = 0
        for value in values {
            if value.tag == .nil, nils < 255 {
                nils &+= 1
                continue
            }
            var value = value
            // Shapes are numbered in the order they came up, which is another on each thread.
            if value.tag == .object { value.count = shapes.entries[Int(value.count)].content }
            pieces.put(value, nils: nils)
            nils = 0
            if value.tag == .text, value.space == .lent {
                let start = Int(value.payload)
                pieces.put(UnsafeRawBufferPointer(rebasing: lent[start..<start + Int(value.count)]))
            }
        }
        pieces.put(.nil, nils: nils)
    }
}

/// The contents of an arena on their way out. A value takes as many bytes as its numbers have; the texts that were
/// lent stand behind theirs, as nothing else tells them apart.
private struct ContentPieces {
    static let size = 1 << 12
    /// What a value takes at most.
    private static let most = 16

    private let memory: UnsafeMutableRawPointer
    private let body: (UnsafeRawBufferPointer) -> Void
    private var count = 0

    /// `memory` holds ``size`` bytes.
    init(_ memory: UnsafeMutableRawPointer, _ body: @escaping (UnsafeRawBufferPointer) -> Void) {
        self.memory = memory
        self.body = body
    }

    mutating func flush() {
        body(UnsafeRawBufferPointer(start: memory, count: count))
        count = 0
    }

    /// A value that comes after `nils` others, 255 at most.
    @inline(__always)
    mutating func put(_ value: Value, nils: Int) {
        if count &+ Self.most > Self.size { flush() }
        let isLent = value.space == .lent
        let payload = isLent ? 0 : UInt64(bitPattern: value.payload << 1 ^ value.payload >> 63)
        let width = 8 &- payload.leadingZeroBitCount &>> 3
        let countWidth = 4 &- value.count.leadingZeroBitCount &>> 3
        let flags = (value.isMarkup ? 64 : 0) | (value.isTrusted ? 128 : 0)
        let head =
            UInt32(value.tag.rawValue) | UInt32(flags) | UInt32(nils) << 8
            | UInt32(width &+ countWidth << 4 &+ (isLent ? 128 : 0)) << 16
        memory.storeBytes(of: head.littleEndian, toByteOffset: count, as: UInt32.self)
        memory.storeBytes(of: value.count.littleEndian, toByteOffset: count &+ 3, as: UInt32.self)
        memory.storeBytes(of: payload.littleEndian, toByteOffset: count &+ 3 &+ countWidth, as: UInt64.self)
        count &+= 3 &+ countWidth &+ width
    }

    @inline(__always)
    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        if count &+ bytes.count > Self.size {
            flush()
            if bytes.count > Self.size { return body(bytes) }
        }
        (memory + count).copyMemory(from: base, byteCount: bytes.count)
        count &+= bytes.count
    }
}

extension Labels {
    /// Appends every key and text in order, for telling whether two catalogues are the same.
    public func appendContents(to out: inout [UInt8]) {
        for (key, text) in zip(contents.keys, contents.texts) {
            for part in [key, text] {
                withUnsafeBytes(of: UInt32(truncatingIfNeeded: part.count)) { out.append(contentsOf: $0) }
                out.append(contentsOf: part)
            }
        }
    }
}
