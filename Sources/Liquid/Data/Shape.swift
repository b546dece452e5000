import Synchronization

/// The field names of a kind of object, in order. Made once, used for every object of the kind.
///
/// Two shapes of the same names are equal; comparing them is comparing one number.
public struct Shape: Sendable, Hashable {
    let record: Record

    final class Record: Sendable {
        let id: UInt64
        let keys: [String]

        init(id: UInt64, keys: [String]) {
            self.id = id
            self.keys = keys
        }
    }

    private static let known = Mutex<[[String]: Record]>([:])
    private static let nextID = Atomic<UInt64>(1)

    public init(_ keys: [String]) {
        record = Self.known.withLock { known in
            if let record = known[keys] { return record }
            let record = Record(id: Self.freshID(), keys: keys)
            known[keys] = record
            return record
        }
    }

    /// A number that no other shape, of any arena, ever had.
    static func freshID() -> UInt64 {
        nextID.wrappingAdd(1, ordering: .relaxed).oldValue
    }

    public static func == (a: Shape, b: Shape) -> Bool { a.record.id == b.record.id }
    public func hash(into hasher: inout Hasher) { hasher.combine(record.id) }
}

/// A shape as an arena holds it, flat, so that rendering touches no Swift array of arrays.
struct ShapeEntry: BitwiseCopyable, Sendable {
    var id: UInt64
    var firstKey: UInt32
    var count: UInt32
    /// Where its hash table starts, and its size less one; 0 where the keys are few and compared in turn.
    var table: UInt32
    var mask: UInt32
    /// A number that depends on the names alone.
    var content: UInt32
}

struct KeyEntry: BitwiseCopyable, Sendable {
    var offset: UInt32
    var count: UInt32
    var hash: UInt32
}

/// FNV-1a, 32 bits.
@inline(__always)
func keyHash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
}
