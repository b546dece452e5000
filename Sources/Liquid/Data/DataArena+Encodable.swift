extension DataArena {
    /// A value from anything `Encodable`, exact: `Decimal` and `ExactDecimal` keep all their digits, a
    /// `Double` becomes the shortest decimal that reads back as it; a `Date` is its text in UTC, which `date` reads.
    ///
    /// Throws `EncodingError` for numbers that are not finite or have more than 38 digits, and what the value's own
    /// `encode(to:)` throws.
    public mutating func value(encoding value: some Encodable) throws -> Value {
        try add(EncodedTree.tree(of: value, at: []))
    }

    /// Sets a top-level variable to anything `Encodable`.
    public mutating func set(_ name: String, encoding value: some Encodable) throws {
        set(name, try self.value(encoding: value))
    }

    /// Makes each member of an `Encodable` struct, class or dictionary a top-level variable.
    public mutating func setMembers(of value: some Encodable) throws {
        guard case .object(let members) = try EncodedTree.tree(of: value, at: []) else {
            throw EncodingError.invalidValue(
                value, EncodingError.Context(codingPath: [], debugDescription: "the value has no members"))
        }
        for (name, member) in members.ordered { set(name, add(member)) }
    }

    /// A value from data written down in the program.
    public mutating func value(_ literal: DataLiteral) -> Value { add(literal.tree) }

    /// Sets a top-level variable to data written down in the program.
    public mutating func set(_ name: String, _ literal: DataLiteral) { set(name, add(literal.tree)) }

    private mutating func add(_ tree: EncodedTree) -> Value {
        switch tree {
        case .null: return .nil
        case .truth(let value): return .bool(value)
        case .number(let number): return decimal(number)
        case .text(let text): return self.text(text)
        case .day(let day): return .day(day)
        case .list(let elements): return array(elements.trees.map { add($0) })
        case .object(let members):
            let ordered = members.ordered
            let values = ordered.map { add($0.tree) }
            return object(keys: ordered.map(\.name), values)
        }
    }

    /// An object whose names are found out only now; its shape belongs to this arena.
    private mutating func object(keys: [String], _ values: [Value]) -> Value {
        var bytes: [UInt8] = []
        var entries: [KeyEntry] = []
        for key in keys {
            let start = bytes.count
            bytes.append(contentsOf: key.utf8)
            let hash = bytes.withUnsafeBytes { keyHash(UnsafeRawBufferPointer(rebasing: $0[start...])) }
            entries.append(
                KeyEntry(offset: UInt32(start), count: UInt32(bytes.count - start), hash: hash))
        }
        let shape = bytes.withUnsafeBytes { shapes.index(ofKeys: entries, in: $0) }
        let at = nodes.count
        nodes.append(contentsOf: values)
        return Value(.object, count: UInt32(shape), payload: Int64(at * MemoryLayout<Value>.stride))
    }
}
