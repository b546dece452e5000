import Commerce

/// A number for each of some texts, most of which are met one after the other late in a run: as large as they are
/// apart, and not as many as all texts before them.
struct LateTable {
    private let none: Int32
    private var first = 0
    /// Of the texts from ``first`` on.
    private var late: [Int32] = []
    /// Of the few texts before it.
    private var early: [TextID: Int32] = [:]

    /// - Parameter none: What a text has that was given nothing.
    init(none: Int32) {
        self.none = none
    }

    @inline(__always)
    subscript(text: TextID) -> Int32 {
        let at = text.index &- first
        if at >= 0 { return at < late.count ? late[at] : none }
        return early[text] ?? none
    }

    mutating func set(_ value: Int32, of text: TextID) {
        if late.isEmpty { first = text.index }
        let at = text.index - first
        guard at >= 0 else {
            early[text] = value
            return
        }
        if at >= late.count {
            late.append(contentsOf: repeatElement(none, count: max(at + 1, late.count * 2) - late.count))
        }
        late[at] = value
    }
}
