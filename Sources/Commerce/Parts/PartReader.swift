package import Notation

/// Reads what ``PartWriter`` wrote. Bytes from outside: whatever they hold, it throws and never traps.
package struct PartReader {
    /// The bytes are not those of a part, though its checksum says so.
    package struct Malformed: Error {
        package init() {}
    }

    private let bytes: ArraySlice<UInt8>
    private var at: Int
    /// The texts of the part as ids of the run that reads it, by their place.
    package var texts: [TextID] = []

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    package var isAtEnd: Bool { at == bytes.endIndex }

    package mutating func integer() throws(Malformed) -> Int {
        guard let value = Int(exactly: try wide()) else { throw Malformed() }
        return value
    }

    /// A number of things that follow: never more than there are bytes left.
    package mutating func count() throws(Malformed) -> Int {
        let value = try integer()
        guard value >= 0, value <= bytes.endIndex - at else { throw Malformed() }
        return value
    }

    /// A count of lines: so small that sums of many parts cannot overflow.
    package mutating func lines() throws(Malformed) -> Int {
        let value = try integer()
        guard (0..<1 << 48).contains(value) else { throw Malformed() }
        return value
    }

    package mutating func small<Value: FixedWidthInteger>(_ type: Value.Type) throws(Malformed) -> Value {
        guard let value = Value(exactly: try integer()) else { throw Malformed() }
        return value
    }

    package mutating func bool() throws(Malformed) -> Bool {
        guard at < bytes.endIndex, bytes[at] < 2 else { throw Malformed() }
        defer { at += 1 }
        return bytes[at] == 1
    }

    package mutating func decimal() throws(Malformed) -> ExactDecimal {
        let mantissa = try wide()
        let scale = try integer()
        guard (0...38).contains(scale), mantissa.magnitude < Self.limit else { throw Malformed() }
        return ExactDecimal(mantissa: mantissa, scale: scale)
    }

    package mutating func text() throws(Malformed) -> TextID {
        let place = try integer()
        guard texts.indices.contains(place) else { throw Malformed() }
        return texts[place]
    }

    package mutating func string() throws(Malformed) -> String {
        String(decoding: try slice(), as: UTF8.self)
    }

    package mutating func slice() throws(Malformed) -> ArraySlice<UInt8> {
        let length = try count()
        defer { at += length }
        return bytes[at..<at + length]
    }

    package mutating func list<Element>(
        _ read: (inout PartReader) throws(Malformed) -> Element
    ) throws(Malformed) -> [Element] {
        let number = try count()
        var out: [Element] = []
        for _ in 0..<number { out.append(try read(&self)) }
        return out
    }

    package mutating func optional<Wrapped>(
        _ read: (inout PartReader) throws(Malformed) -> Wrapped
    ) throws(Malformed) -> Wrapped? {
        try bool() ? try read(&self) : nil
    }

    private mutating func wide() throws(Malformed) -> Int128 {
        var value: UInt128 = 0
        var shift: UInt128 = 0
        while at < bytes.endIndex, shift < 128 {
            let byte = bytes[at]
            at += 1
            value |= UInt128(byte & 0x7F) << shift
            if byte < 0x80 {
                return Int128(bitPattern: value >> 1) ^ -Int128(bitPattern: value & 1)
            }
            shift += 7
        }
        throw Malformed()
    }

    /// 10 to the power of 38: a decimal has no more digits.
    private static let limit: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000
}
