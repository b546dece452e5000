/// Texts one after the other as they came, equal ones too: to be looked for elsewhere, on another thread.
package struct GatheredTexts: Sendable {
    private var bytes: [UInt8]
    /// Where each starts; one more than there are texts.
    private var starts: [UInt32]

    /// No more bytes than these are for this.
    package static let mostBytes = Int(UInt32.max)

    /// - Parameters:
    ///   - count: About how many come; room costs nothing while it is not used.
    ///   - bytes: How many bytes they hardly go beyond.
    package init(count: Int, bytes: Int) {
        self.bytes = .roomy(capacity: bytes)
        starts = .roomy(capacity: count + 1)
        starts.append(0)
    }

    /// The texts of `texts` from an index on.
    package init(_ texts: Texts, from first: Int) {
        let start = texts.start(first)
        self.init(count: texts.count - first, bytes: texts.byteCount - start)
        for index in first..<texts.count {
            texts.withBytes(TextID(rawValue: Int32(truncatingIfNeeded: index))) { _ = append($0) }
        }
    }

    package var count: Int { starts.count - 1 }

    /// Takes all texts out and keeps their memory.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(0)
    }

    /// - Returns: The place of the text, in the place of an id.
    @inline(__always)
    package mutating func append(_ text: UnsafeRawBufferPointer) -> TextID {
        bytes.append(contentsOf: text)
        starts.append(UInt32(truncatingIfNeeded: bytes.count))
        return TextID(rawValue: Int32(truncatingIfNeeded: starts.count - 2))
    }

    /// Gives some of the texts their ids among others.
    ///
    /// - Parameters:
    ///   - count: How many; a few hundred, so that what is looked for stays near.
    ///   - place: The place of each.
    ///   - ids: Where the ids are appended.
    package func name(
        _ count: Int, _ place: (Int) -> Int, in texts: inout Texts, into ids: inout [TextID]
    ) {
        bytes.withUnsafeBytes { bytes in
            starts.withUnsafeBufferPointer { starts in
                texts.intern(
                    count,
                    { at in
                        let place = place(at)
                        return UnsafeRawBufferPointer(
                            rebasing: bytes[Int(starts[place])..<Int(starts[place + 1])])
                    },
                    into: &ids)
            }
        }
    }
}
