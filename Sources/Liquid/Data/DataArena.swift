public import Notation

/// The data of one rendering: top-level variables and all that hangs below them, in flat memory.
///
/// Fill it, render, call ``removeAll(keepingCapacity:)`` and fill it again: after the first round nothing is
/// allocated. Values belong to the arena that made them.
public struct DataArena: Sendable {
    var bytes: [UInt8] = []
    /// Texts that stand beside the arena.
    @usableFromInline var lent: [UInt8] = []
    var nodes: [Value] = []
    var shapes = ShapeTable()
    /// The shape that the last object of a JSON text had at each of so many kinds of places; any number where there
    /// was none.
    var guesses = [UInt32](repeating: .max, count: siteCount)
    /// Top-level names in the order they were set; a later one of the same name wins.
    var rootNames: [String] = []
    var rootValues: [Value] = []
    /// Changes whenever the list of names does, so that a machine can keep its mapping to slots.
    var rootVersion: UInt64 = Shape.freshID()

    static let siteCount = 256

    public init() {}

    /// Forgets all values and variables. Shapes are kept, within reason, because the next document has them
    /// too.
    public mutating func removeAll(keepingCapacity: Bool = true) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
        nodes.removeAll(keepingCapacity: keepingCapacity)
        rootValues.removeAll(keepingCapacity: keepingCapacity)
        if !keepingCapacity || shapes.isLarge {
            shapes = ShapeTable()
            for site in guesses.indices { guesses[site] = .max }
        }
    }

    public mutating func text(_ text: String) -> Value {
        if let value = text.utf8.withContiguousStorageIfAvailable({ add(text: UnsafeRawBufferPointer($0)) }) {
            return value
        }
        return Array(text.utf8).withUnsafeBytes { add(text: $0) }
    }

    public mutating func text(utf8 text: UnsafeRawBufferPointer) -> Value {
        add(text: text)
    }

    /// Lends the arena the bytes of many texts, which are then no more copied but pointed at. They stay lent until
    /// others are; values made of them mean nothing from then on.
    public mutating func lend(_ bytes: [UInt8]) {
        lent = bytes
    }

    /// A text that stands in the bytes lent to the arena, in UTF-8.
    @inlinable
    public func text(lent range: Range<Int>) -> Value {
        precondition(range.lowerBound >= 0 && range.upperBound <= lent.count, "not in the bytes lent")
        return Value(
            .text, space: .lent, count: UInt32(truncatingIfNeeded: range.count),
            payload: Int64(range.lowerBound))
    }

    /// Text that is already written for the template's kind of output and is printed as it is. Only for text
    /// that the program made itself. In an attribute quotes and `<` are escaped still; a URL keeps its scheme.
    public mutating func markup(_ text: String) -> Value {
        var value = self.text(text)
        value.isMarkup = true
        value.isTrusted = true
        return value
    }

    /// A decimal without digits after the point is an integer; one with prints as Liquid prints floats,
    /// without zeros at its end but one: 18.50 as `18.5`, 20.00 as `20.0`.
    @inlinable
    public mutating func decimal(_ decimal: ExactDecimal) -> Value {
        let scale = UInt32(max(0, min(38, decimal.scale)))
        if let small = Int64(exactly: decimal.mantissa), scale <= 18 {
            return scale == 0
                ? Value(.integer, payload: small) : Value(.decimal, count: scale, payload: small)
        }
        return wide(decimal.mantissa, scale)
    }

    @usableFromInline
    mutating func wide(_ mantissa: Int128, _ scale: UInt32) -> Value {
        let at = nodes.count
        nodes.append(Value(.integer, payload: Int64(truncatingIfNeeded: mantissa >> 64)))
        nodes.append(Value(.integer, payload: Int64(truncatingIfNeeded: mantissa)))
        return Value(.wide, count: scale, payload: Int64(at * MemoryLayout<Value>.stride))
    }

    public mutating func array(_ values: [Value]) -> Value {
        let at = nodes.count
        nodes.append(contentsOf: values)
        return Value(
            .array, count: UInt32(truncatingIfNeeded: nodes.count - at),
            payload: Int64(at * MemoryLayout<Value>.stride))
    }

    public mutating func array(_ values: some Collection<Value>) -> Value {
        let at = nodes.count
        nodes.append(contentsOf: values)
        return Value(
            .array, count: UInt32(truncatingIfNeeded: nodes.count - at),
            payload: Int64(at * MemoryLayout<Value>.stride))
    }

    /// As of any collection.
    public mutating func object(_ shape: Shape, _ values: [Value]) -> Value {
        values.withUnsafeBufferPointer { object(shape, $0) }
    }

    /// As of any collection.
    public mutating func object(_ shape: Shape, _ values: UnsafeBufferPointer<Value>) -> Value {
        guard values.count == shape.record.keys.count else { return object(shape, Array(values)[...]) }
        let index = shapes.index(of: shape.record)
        let at = nodes.count
        nodes.append(contentsOf: values)
        return Value(.object, count: UInt32(index), payload: Int64(at * MemoryLayout<Value>.stride))
    }

    /// An object: its values in the order of the shape's names. Values too few are nil, too many are left
    /// out.
    public mutating func object(_ shape: Shape, _ values: some Collection<Value>) -> Value {
        let index = shapes.index(of: shape.record)
        let wanted = shape.record.keys.count
        let at = nodes.count
        if values.count == wanted {
            nodes.append(contentsOf: values)
        } else {
            nodes.append(contentsOf: values.prefix(wanted))
            nodes.append(contentsOf: repeatElement(.nil, count: wanted - min(wanted, values.count)))
        }
        return Value(.object, count: UInt32(index), payload: Int64(at * MemoryLayout<Value>.stride))
    }

    /// Sets a top-level variable.
    public mutating func set(_ name: String, _ value: Value) {
        let index = rootValues.count
        if index >= rootNames.count || rootNames[index] != name {
            rootNames.removeSubrange(min(index, rootNames.count)...)
            rootNames.append(name)
            rootVersion = Shape.freshID()
        }
        rootValues.append(value)
    }

    mutating func add(text: UnsafeRawBufferPointer) -> Value {
        let at = bytes.count
        bytes.append(contentsOf: text)
        return Value(.text, count: UInt32(truncatingIfNeeded: text.count), payload: Int64(at))
    }
}
