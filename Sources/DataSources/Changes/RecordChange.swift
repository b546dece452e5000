/// One record of a file before and after a change, as text without its line end.
package struct RecordChange: Sendable, Hashable {
    /// Which record of the changed file it is, from 0, blank lines counted.
    package var index: Int
    /// Nil where the record is new.
    package var was: String?
    package var now: String

    package init(index: Int, was: String?, now: String) {
        self.index = index
        self.was = was
        self.now = now
    }
}

/// A file as a change makes it, and what it takes to go back.
package struct EditedFile: Sendable {
    /// All bytes, in the file's own encoding.
    package var bytes: [UInt8]
    package var changes: [RecordChange]
    /// Whether the last line had no line end and got one, so that rows could follow.
    package var addedLineEnd: Bool

    package init(bytes: [UInt8], changes: [RecordChange], addedLineEnd: Bool) {
        self.bytes = bytes
        self.changes = changes
        self.addedLineEnd = addedLineEnd
    }
}
