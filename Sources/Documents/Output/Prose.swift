/// Words of ours in which texts of the data stand between backquotes: `` `22349` ended 2010-11-23 ``.
enum Prose {
    /// Calls `body` with each piece in order, and whether it stood between backquotes. A backquote inside a
    /// quoted text neither opens nor ends one: those that do have a blank or a mark beside them.
    static func forEachPiece(
        _ text: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer, _ isQuoted: Bool) -> Void
    ) {
        var start = 0
        var at = 0
        while at < text.count {
            guard text[at] == 0x60, at == 0 || opens(after: text[at - 1]), let end = end(of: text, from: at)
            else {
                at += 1
                continue
            }
            if start < at { body(UnsafeRawBufferPointer(rebasing: text[start..<at]), false) }
            body(UnsafeRawBufferPointer(rebasing: text[at + 1..<end]), true)
            at = end + 1
            start = at
        }
        if start < text.count { body(UnsafeRawBufferPointer(rebasing: text[start...]), false) }
    }

    /// Blank or parenthesis.
    private static func opens(after byte: UInt8) -> Bool { byte == 0x20 || byte == 0x28 }

    /// The backquote that ends a quoted text which begins behind `open`; nil where there is none.
    private static func end(of text: UnsafeRawBufferPointer, from open: Int) -> Int? {
        var at = open + 2
        while at < text.count {
            if text[at] == 0x60, at + 1 == text.count || closes(before: text[at + 1]) { return at }
            at += 1
        }
        return nil
    }

    /// Blank or a mark that ends a part of a sentence.
    private static func closes(before byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x21, 0x27, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: true
        default: false
        }
    }
}
