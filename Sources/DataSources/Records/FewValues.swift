/// What the few distinct texts of a column mean, of those that were met lately: units, factors, yes and no.
struct FewValues {
    /// The last one first.
    private var known: [(text: ShortText, value: Int32)] = []
    private static let most = 16

    /// What a text means that is not empty, nil where that is not known.
    @inline(__always)
    subscript(bytes: UnsafeRawBufferPointer) -> Int32? {
        guard let text = ShortText(bytes) else { return nil }
        for entry in known where entry.text == text { return entry.value }
        return nil
    }

    mutating func keep(_ bytes: UnsafeRawBufferPointer, _ value: Int32) {
        guard !bytes.isEmpty, let text = ShortText(bytes), !known.contains(where: { $0.text == text }) else {
            return
        }
        if known.count == Self.most { known.removeLast() }
        known.insert((text, value), at: 0)
    }
}
