import Notation

/// Builds an ``EncodedTree`` from what an `Encodable` value says of itself.
final class ArenaEncoder: Encoder {
    /// Where the tree appears, once a container is asked for.
    final class Result {
        var tree: EncodedTree? {
            didSet { if let tree { place?(tree) } }
        }
        private let place: ((EncodedTree) -> Void)?

        /// `place` hears of each new tree, for an encoder that a container gave away.
        init(_ tree: EncodedTree? = nil, place: ((EncodedTree) -> Void)? = nil) {
            self.place = place
            self.tree = tree
        }
    }

    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    let result: Result

    init(codingPath: [any CodingKey], result: Result = Result()) {
        self.codingPath = codingPath
        self.result = result
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ArenaKeyedContainer(members: members(), codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .list(let elements) = result.tree {
            return ArenaListContainer(elements: elements, codingPath: codingPath)
        }
        let elements = EncodedTree.Elements()
        result.tree = .list(elements)
        return ArenaListContainer(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ArenaSingleContainer(codingPath: codingPath) { [result] in result.tree = $0 }
    }

    /// A second container of the same kind adds to the first.
    private func members() -> EncodedTree.Members {
        if case .object(let members) = result.tree { return members }
        let members = EncodedTree.Members()
        result.tree = .object(members)
        return members
    }
}

/// A name or place that has no key type of its own.
struct ArenaKey: CodingKey {
    var stringValue: String
    var intValue: Int?

    init(stringValue: String) { self.stringValue = stringValue }
    init(intValue: Int) {
        self.intValue = intValue
        stringValue = String(intValue)
    }
}

/// Places one value; everything else is written in terms of it.
protocol ArenaPlacing {
    var codingPath: [any CodingKey] { get }
}

extension ArenaPlacing {
    func tree(_ value: some Encodable, at key: (any CodingKey)? = nil) throws -> EncodedTree {
        let path = key.map { codingPath + [$0] } ?? codingPath
        return try EncodedTree.tree(of: value, at: path)
    }

    func number(_ value: some BinaryInteger & Encodable, at key: (any CodingKey)?) throws -> EncodedTree {
        if let mantissa = Int128(exactly: value) { return .number(ExactDecimal(mantissa: mantissa)) }
        return .number(try EncodedTree.number(String(value), value, codingPath + [key].compactMap { $0 }))
    }

    func number(
        _ value: some BinaryFloatingPoint & Encodable & CustomStringConvertible, at key: (any CodingKey)?
    ) throws -> EncodedTree {
        .number(try EncodedTree.number(value.description, value, codingPath + [key].compactMap { $0 }))
    }
}
