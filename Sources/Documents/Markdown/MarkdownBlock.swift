/// A block of libcmark's tree, as far as the search for tables needs it.
struct MarkdownBlock {
    enum Kind {
        case quote, item, paragraph, heading, other
    }

    var kind: Kind
    /// The place of the block around it in the same list, -1 for the document's own.
    var parent: Int
    /// How many nodes are around it, the document and lists counted.
    var depth: Int
    /// Lines from 1.
    var startLine: Int
    var endLine: Int
    /// In bytes, from 1.
    var startColumn: Int
    /// libcmark's own node.
    var node: OpaquePointer
}
