import CMark

/// Owns a tree of libcmark. The only file that calls C.
struct CommonMarkTree: ~Copyable {
    private let root: OpaquePointer
    private let options: Int32
    private let unsafe: Bool

    /// Parses the parts as one text.
    init(_ first: [UInt8], _ second: [UInt8], unsafe: Bool) {
        self.unsafe = unsafe
        options = CMARK_OPT_VALIDATE_UTF8 | (unsafe ? CMARK_OPT_UNSAFE : CMARK_OPT_DEFAULT)
        let parser = cmark_parser_new(options)
        for part in [first, second] {
            part.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                cmark_parser_feed(parser, base.assumingMemoryBound(to: CChar.self), bytes.count)
            }
        }
        root = cmark_parser_finish(parser)
        cmark_parser_free(parser)
        if !unsafe, first.contains(where: Self.mayBeginURL) || second.contains(where: Self.mayBeginURL) {
            dropDataURLs()
        }
    }

    deinit { cmark_node_free(root) }

    /// The whole document as HTML.
    func html() -> [UInt8] {
        rendered(root) { [UInt8]($0) }
    }

    /// The blocks in the order of the text, without the first `skipping` of the document and what is in them.
    func blocks(skipping: Int, lineOffset: Int) -> [MarkdownBlock] {
        var blocks: [MarkdownBlock] = []
        var first = cmark_node_first_child(root)
        for _ in 0..<skipping { first = cmark_node_next(first) }
        var next = first
        var parent = -1
        var depth = 1
        while let node = next {
            let type = cmark_node_get_type(node)
            blocks.append(
                MarkdownBlock(
                    kind: Self.kind(type), parent: parent, depth: depth,
                    startLine: Int(cmark_node_get_start_line(node)) - lineOffset,
                    endLine: Int(cmark_node_get_end_line(node)) - lineOffset,
                    startColumn: Int(cmark_node_get_start_column(node)), node: node))
            if Self.isContainer(type), let child = cmark_node_first_child(node) {
                parent = blocks.count - 1
                depth += 1
                next = child
                continue
            }
            next = cmark_node_next(node)
            while next == nil, parent >= 0 {
                next = cmark_node_next(blocks[parent].node)
                parent = blocks[parent].parent
                depth -= 1
            }
        }
        return blocks
    }

    /// Renders the first `count` paragraphs of the document, which are cells, and takes them out of it.
    func takeCells(_ count: Int) -> RenderedCells {
        var cells = RenderedCells()
        for _ in 0..<count {
            guard let paragraph = cmark_node_first_child(root) else { break }
            rendered(paragraph) { html in
                // `<p>x ` in front and `</p>` with a line end behind.
                cells.add(UnsafeBufferPointer(rebasing: html[5..<max(5, html.count - 5)]))
            }
            cmark_node_unlink(paragraph)
            cmark_node_free(paragraph)
        }
        return cells
    }

    /// Puts finished, escaped HTML (NUL-terminated) in the place of a block, which is printed as it is.
    func replace(_ block: MarkdownBlock, with html: [UInt8]) {
        guard let custom = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { return }
        html.withUnsafeBytes { bytes in
            _ = cmark_node_set_on_enter(custom, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
        cmark_node_replace(block.node, custom)
        cmark_node_free(block.node)
    }

    private func rendered<R>(_ node: OpaquePointer, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        guard let text = cmark_render_html(node, options) else {
            return body(UnsafeBufferPointer(start: nil, count: 0))
        }
        defer { cmark_get_default_mem_allocator().pointee.free(text) }
        var count = 0
        while text[count] != 0 { count += 1 }
        return text.withMemoryRebound(to: UInt8.self, capacity: count) {
            body(UnsafeBufferPointer(start: $0, count: count))
        }
    }

    /// libcmark lets `data:` images of four kinds through in its safe mode; documents carry none.
    private func dropDataURLs() {
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return }
            let node = cmark_iter_get_node(iterator)
            let type = cmark_node_get_type(node)
            guard event == CMARK_EVENT_ENTER, type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE,
                let url = cmark_node_get_url(node), Self.isDataURL(url)
            else { continue }
            cmark_node_set_url(node, "")
        }
    }

    private static func isDataURL(_ url: UnsafePointer<CChar>) -> Bool {
        let scheme: StaticString = "data:"
        return scheme.withUTF8Buffer { wanted in
            for index in wanted.indices {
                let byte = UInt8(bitPattern: url[index])
                if byte == wanted[index] || (byte != 0 && byte | 0x20 == wanted[index]) { continue }
                return false
            }
            return true
        }
    }

    private static func mayBeginURL(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<")
    }

    private static func isContainer(_ type: cmark_node_type) -> Bool {
        type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM
    }

    private static func kind(_ type: cmark_node_type) -> MarkdownBlock.Kind {
        switch type {
        case CMARK_NODE_BLOCK_QUOTE: .quote
        case CMARK_NODE_ITEM: .item
        case CMARK_NODE_PARAGRAPH: .paragraph
        case CMARK_NODE_HEADING: .heading
        default: .other
        }
    }
}
