extension DataArena {
    /// Appends everything the arena holds, for telling whether two fillings by one program are the same. The bytes
    /// are no format: another build of the program may lay the same data out in another way.
    public func appendContents(to out: inout [UInt8]) {
        let names = shapes.contentHashes
        func patched(_ value: Value) -> Value {
            guard value.tag == .object, Int(value.count) < names.count else { return value }
            var value = value
            // Shapes are numbered in the order they came up, which is another on each thread.
            value.count = names[Int(value.count)]
            return value
        }
        for name in rootNames.prefix(rootValues.count) {
            out.append(contentsOf: name.utf8)
            out.append(0)
        }
        for value in rootValues { withUnsafeBytes(of: patched(value)) { out.append(contentsOf: $0) } }
        let start = out.count
        nodes.withUnsafeBytes { out.append(contentsOf: $0) }
        out.withUnsafeMutableBytes { buffer in
            let stride = MemoryLayout<Value>.stride
            for (i, value) in nodes.enumerated() where value.tag == .object {
                buffer.storeBytes(of: patched(value), toByteOffset: start + i * stride, as: Value.self)
            }
        }
        out.append(contentsOf: bytes)
    }
}

extension ShapeTable {
    /// Of each shape, a number that depends on its names alone.
    fileprivate var contentHashes: [UInt32] {
        entries.map { entry in
            var hash: UInt32 = 2_166_136_261
            for key in keys[Int(entry.firstKey)..<Int(entry.firstKey) + Int(entry.count)] {
                hash = (hash ^ key.hash) &* 16_777_619
            }
            return hash
        }
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
