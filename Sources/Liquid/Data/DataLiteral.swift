import Notation

/// Data written down in the program: texts, numbers, truth values, nil, lists and objects within each other.
///
/// ```swift
/// data.set("order", ["number": 1042, "paid": true, "lines": [["sku": "MUG-01", "price": 24.5], ["sku": nil]]])
/// ```
///
/// A number with a point is the shortest decimal that reads back as it: 24.50 is 24.5.
public struct DataLiteral {
    let tree: EncodedTree
}

extension DataLiteral: ExpressibleByNilLiteral {
    public init(nilLiteral: ()) { tree = .null }
}

extension DataLiteral: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Bool) { tree = .truth(value) }
}

extension DataLiteral: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { tree = .number(ExactDecimal(value)) }
}

extension DataLiteral: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) {
        let number = try? EncodedTree.number(value.description, value, [])
        tree = number.map { .number($0) } ?? .text(value.description)
    }
}

extension DataLiteral: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { tree = .text(value) }
}

extension DataLiteral: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: DataLiteral...) {
        let list = EncodedTree.Elements()
        list.trees = elements.map(\.tree)
        tree = .list(list)
    }
}

extension DataLiteral: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, DataLiteral)...) {
        let members = EncodedTree.Members()
        for (name, element) in elements { members.set(name, element.tree) }
        tree = .object(members)
    }
}
