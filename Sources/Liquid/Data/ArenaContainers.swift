/// The members of an object.
struct ArenaKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol, ArenaPlacing {
    let members: EncodedTree.Members
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { members.set(key.stringValue, .null) }
    func encode(_ value: Bool, forKey key: Key) { members.set(key.stringValue, .truth(value)) }
    func encode(_ value: String, forKey key: Key) { members.set(key.stringValue, .text(value)) }
    func encode(_ value: Double, forKey key: Key) throws {
        members.set(key.stringValue, try number(value, at: key))
    }
    func encode(_ value: Float, forKey key: Key) throws {
        members.set(key.stringValue, try number(value, at: key))
    }
    func encode<T: Encodable & BinaryInteger>(_ value: T, forKey key: Key) throws {
        members.set(key.stringValue, try number(value, at: key))
    }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        members.set(key.stringValue, try tree(value, at: key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        let nested = EncodedTree.Members()
        members.set(key.stringValue, .object(nested))
        return KeyedEncodingContainer(
            ArenaKeyedContainer<Nested>(members: nested, codingPath: codingPath + [key]))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let nested = EncodedTree.Elements()
        members.set(key.stringValue, .list(nested))
        return ArenaListContainer(elements: nested, codingPath: codingPath + [key])
    }

    func superEncoder() -> any Encoder { encoder(ArenaKey(stringValue: "super")) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

    /// What a superclass encodes becomes a member.
    private func encoder(_ key: any CodingKey) -> any Encoder {
        let nested = EncodedTree.Members()
        members.set(key.stringValue, .object(nested))
        let result = ArenaEncoder.Result(.object(nested)) { [members] in members.set(key.stringValue, $0) }
        return ArenaEncoder(codingPath: codingPath + [key], result: result)
    }
}

/// The elements of a list.
struct ArenaListContainer: UnkeyedEncodingContainer, ArenaPlacing {
    let elements: EncodedTree.Elements
    let codingPath: [any CodingKey]
    var count: Int { elements.trees.count }
    private var key: ArenaKey { ArenaKey(intValue: count) }

    func encodeNil() { elements.trees.append(.null) }
    func encode(_ value: Bool) { elements.trees.append(.truth(value)) }
    func encode(_ value: String) { elements.trees.append(.text(value)) }
    func encode(_ value: Double) throws { elements.trees.append(try number(value, at: key)) }
    func encode(_ value: Float) throws { elements.trees.append(try number(value, at: key)) }
    func encode<T: Encodable & BinaryInteger>(_ value: T) throws {
        elements.trees.append(try number(value, at: key))
    }
    func encode(_ value: some Encodable) throws { elements.trees.append(try tree(value, at: key)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        let nested = EncodedTree.Members()
        let path = codingPath + [key]
        elements.trees.append(.object(nested))
        return KeyedEncodingContainer(ArenaKeyedContainer<Nested>(members: nested, codingPath: path))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let nested = EncodedTree.Elements()
        let path = codingPath + [key]
        elements.trees.append(.list(nested))
        return ArenaListContainer(elements: nested, codingPath: path)
    }

    func superEncoder() -> any Encoder {
        let nested = EncodedTree.Members()
        let path = codingPath + [key]
        elements.trees.append(.object(nested))
        let place = elements.trees.count - 1
        let result = ArenaEncoder.Result(.object(nested)) { [elements] in elements.trees[place] = $0 }
        return ArenaEncoder(codingPath: path, result: result)
    }
}

/// A value that is one thing.
struct ArenaSingleContainer: SingleValueEncodingContainer, ArenaPlacing {
    let codingPath: [any CodingKey]
    let put: (EncodedTree) -> Void

    func encodeNil() { put(.null) }
    func encode(_ value: Bool) { put(.truth(value)) }
    func encode(_ value: String) { put(.text(value)) }
    func encode(_ value: Double) throws { put(try number(value, at: nil)) }
    func encode(_ value: Float) throws { put(try number(value, at: nil)) }
    func encode<T: Encodable & BinaryInteger>(_ value: T) throws { put(try number(value, at: nil)) }
    func encode(_ value: some Encodable) throws { put(try tree(value)) }
}
