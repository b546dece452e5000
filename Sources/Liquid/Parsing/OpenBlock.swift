/// A block whose end tag has not come yet.
struct OpenBlock {
    enum Kind: String {
        case `if`, unless, `case`, `for`, tablerow, capture, ifchanged
        /// One of the host's own.
        case custom
    }

    var kind: Kind
    /// The opening tag, for "is not closed".
    var start: Int
    var length: Int
    /// Where its text begins: that of each branch, or of each time through a loop.
    var entry: TextPlace
    /// Where the branches before lead to.
    var exit: TextPlace?
    /// One of its branches is taken in any case.
    var hasElse = false
    /// Whether it holds nothing that prints: then its blanks are not printed either.
    var isBlank = true
    /// Its own text instructions.
    var texts: [Int] = []
    /// Jumps to the next branch.
    var toNext: [Int] = []
    /// Jumps past its end.
    var toEnd: [Int] = []
    /// Jumps to its `loopNext`.
    var toContinue: [Int] = []
    /// First instruction: of the body of a loop, or of what stands before the first `when`.
    var body = 0
    /// The variable of a `capture`.
    var name: UInt32 = 0
    /// The tag's name and its markup, of a block of the host's own.
    var customName = ""
    var customMarkup = 0..<0
    /// In the `else` of a loop, which is not part of the loop.
    var isInElse = false
    /// Before the first `when`: what stands there is dropped.
    var isBeforeWhen = false

    var isLoop: Bool { (kind == .for || kind == .tablerow) && !isInElse }
    var title: String { kind == .custom ? customName : kind.rawValue }
    var endTag: String { "end" + title }
}
