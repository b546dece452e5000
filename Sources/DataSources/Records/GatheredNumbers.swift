import Commerce

/// The customer item numbers of a share of a mapping file, one after the other as its rows have them.
///
/// Nearly every row has a number of its own, so that each is looked for once only: by who puts the shares together.
struct GatheredNumbers: Sendable {
    private var bytes: [UInt8]
    /// One more than there are numbers.
    private var starts: [UInt32]

    /// A share of more bytes is not for this.
    static let mostBytes = Int(UInt32.max)

    init(_ room: MappingRoom) {
        bytes = .roomy(capacity: room.textBytes)
        starts = .roomy(capacity: room.rows + 1)
        starts.append(0)
    }

    /// - Returns: The number's place, in the place of an id.
    @inline(__always)
    mutating func append(_ number: UnsafeRawBufferPointer) -> TextID {
        bytes.append(contentsOf: number)
        starts.append(UInt32(truncatingIfNeeded: bytes.count))
        return TextID(rawValue: Int32(truncatingIfNeeded: starts.count - 2))
    }

    /// Gives the numbers of rows their ids among other texts.
    ///
    /// - Parameters:
    ///   - rows: Some of the rows; a few hundred, so that what is looked for stays near.
    ///   - ids: Where the ids go, in place of what is there.
    func name(_ rows: MappingRows, _ range: Range<Int>, in texts: inout Texts, into ids: inout [TextID]) {
        ids.removeAll(keepingCapacity: true)
        bytes.withUnsafeBytes { bytes in
            starts.withUnsafeBufferPointer { starts in
                texts.intern(
                    range.count,
                    { at in
                        let number = rows.number(at: range.lowerBound + at).index
                        return UnsafeRawBufferPointer(
                            rebasing: bytes[Int(starts[number])..<Int(starts[number + 1])])
                    },
                    into: &ids)
            }
        }
    }
}
