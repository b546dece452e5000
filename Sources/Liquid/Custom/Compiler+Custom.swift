// Filters and tags of the host's own, looked up while parsing.
extension Compiler {
    /// The number in this program of a filter of the host's own.
    mutating func customFilter(named name: String) -> Int? {
        guard !parts.environment.filters.isEmpty,
            let filter = parts.environment.filters.last(where: { $0.name == name })
        else { return nil }
        if let known = parts.customFilters.firstIndex(where: { $0.name == name }) { return known }
        guard parts.customFilters.count < Int(UInt16.max) else { return nil }
        parts.customFilters.append(filter)
        return parts.customFilters.count - 1
    }

    private mutating func customTag(named name: String) -> Int? {
        guard !parts.environment.tags.isEmpty,
            let tag = parts.environment.tags.last(where: { $0.name == name })
        else { return nil }
        if let known = parts.customTags.firstIndex(where: { $0.name == name }) { return known }
        guard parts.customTags.count < Int(UInt16.max) else { return nil }
        parts.customTags.append(tag)
        return parts.customTags.count - 1
    }

    mutating func customTag(_ word: String, _ markup: Range<Int>) throws(SyntaxProblem) -> Bool {
        guard let number = customTag(named: word) else { return false }
        prints()
        if parts.customTags[number].isBlock {
            try open(.custom)
            place = TextPlace(parts.escape)
            blocks[blocks.count - 1].customName = word
            blocks[blocks.count - 1].customMarkup = markup
            emit(.captureBegin)
        }
        // Of a block the arguments are read here only to find mistakes where they are; its end needs them.
        let start = here
        let found = try customArguments(number, markup)
        if parts.customTags[number].isBlock {
            parts.code.removeSubrange(start...)
            parts.origins.removeSubrange(start...)
        } else {
            emitCustom(number, found, outputEscape())
        }
        return true
    }

    private mutating func customArguments(
        _ number: Int, _ markup: Range<Int>
    ) throws(SyntaxProblem) -> CallArguments {
        try read(markup)
        let found = token.kind == .end ? CallArguments() : try arguments()
        try expectEnd()
        for _ in 0..<found.total { outline?.add(.use, origin) }
        let tag = parts.customTags[number]
        let place = Token(
            kind: .name, start: Int(origin.start), end: Int(origin.start) + Int(origin.length))
        try check(found, tag.arguments, "tag `\(tag.name)`", place, hint: nil)
        return found
    }

    private mutating func emitCustom(_ number: Int, _ found: CallArguments, _ escape: UInt8) {
        emit(
            .customTag, flag: UInt8(found.total), short: UInt16(number), a: found.keywords,
            b: parts.customTags[number].isBlock ? 1 : 0, c: UInt32(escape))
    }

    /// The end of a block, also where a `break` leaves it. Mistakes were reported at its start.
    mutating func endCustom(_ block: OpenBlock) {
        guard let number = customTag(named: block.customName) else { return }
        let outer = (origin, tokens, cursor)
        defer { (origin, tokens, cursor) = outer }
        setOrigin(block.start..<block.start + block.length)
        let escape = outputEscape(at: block.entry)
        do throws(SyntaxProblem) {
            emitCustom(number, try customArguments(number, block.customMarkup), escape)
        } catch {
            emitCustom(number, CallArguments(), escape)
        }
    }
}
