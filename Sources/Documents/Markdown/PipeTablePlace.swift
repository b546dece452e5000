/// Where a table stands in a text, and what takes its place there.
struct PipeTablePlace {
    /// All its lines, from 1: the head, the delimiter row, the rows.
    var lines: ClosedRange<Int>
    /// The bytes of its containers' marks, which stay in front of the placeholder.
    var prefix: Range<Int>
}
