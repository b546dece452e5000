package import Notation

/// Writes the bytes of files that only this program reads, a report's part and the memory of an output folder:
/// numbers of variable length, and each interned text once.
///
/// A number is written in groups of seven bits, the lowest first, with the top bit set on all but the last byte
/// (LEB128); one that may be negative is folded first (0, -1, 1, -2 …). A text is its place in the table of texts.
package struct PartWriter {
    package private(set) var bytes: [UInt8] = []
    /// The texts named so far, in order of their first naming.
    package private(set) var named: [TextID] = []
    private var places: [TextID: Int] = [:]

    package init() {}

    package mutating func put(_ value: Int) {
        put(unsigned: UInt128(bitPattern: Int128(value) << 1 ^ Int128(value) >> 127))
    }

    package mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }

    package mutating func put(_ value: ExactDecimal) {
        let mantissa = value.mantissa
        put(unsigned: UInt128(bitPattern: mantissa << 1 ^ mantissa >> 127))
        put(Int(value.scale))
    }

    package mutating func put(_ text: TextID) {
        if let known = places[text] { return put(known) }
        places[text] = named.count
        put(named.count)
        named.append(text)
    }

    package mutating func put(_ text: String) {
        let utf8 = Array(text.utf8)
        put(utf8.count)
        bytes += utf8
    }

    package mutating func put(bytes text: UnsafeRawBufferPointer) {
        put(text.count)
        bytes.append(contentsOf: text)
    }

    package mutating func put<Element>(
        _ elements: some Collection<Element>, _ write: (Element, inout PartWriter) -> Void
    ) {
        put(elements.count)
        for element in elements { write(element, &self) }
    }

    package mutating func put<Wrapped>(_ value: Wrapped?, _ write: (Wrapped, inout PartWriter) -> Void) {
        put(value != nil)
        if let value { write(value, &self) }
    }

    /// Appends what another wrote.
    mutating func append(_ other: PartWriter) { bytes += other.bytes }

    mutating func append(_ raw: [UInt8]) { bytes += raw }

    private mutating func put(unsigned value: UInt128) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
