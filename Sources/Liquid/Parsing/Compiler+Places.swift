// Where outputs stand in HTML, XML or CSV: followed along the literal text, through branches and loops.
extension Compiler {
    mutating func readPlaces(_ range: Range<Int>) {
        guard let (problem, at) = place.read(source[range]) else { return }
        report(
            SyntaxProblem(
                code: "ambiguous-place", message: problem.message, start: at, length: 1, hint: problem.hint))
        place.state = .dead
    }

    /// How the output at hand writes its value. One that cannot be made safe is reported.
    mutating func outputEscape() -> UInt8 {
        guard place.hasPlaces else { return parts.escape.rawValue }
        do throws(PlaceProblem) {
            return try place.output(allowsStyles: parts.environment.allowsStyles).rawValue
        } catch {
            report(
                SyntaxProblem(
                    code: "unsafe-place", message: error.message, start: Int(origin.start),
                    length: Int(origin.length), hint: error.hint))
            return parts.escape.rawValue
        }
    }

    /// The same for what a block prints at its end; the place at hand stays.
    mutating func outputEscape(at entry: TextPlace) -> UInt8 {
        let kept = place
        defer { place = kept }
        place = entry
        return outputEscape()
    }

    /// The place after two ways to here; where they differ that is reported.
    private mutating func join(_ a: TextPlace, _ b: TextPlace, _ what: String) -> TextPlace {
        guard place.hasPlaces else { return place }
        if let joined = a.joined(with: b) { return joined }
        var (first, second) = (a.description, b.description)
        if first == second { (first, second) = ("\(first) of one kind", "\(second) of another") }
        report(
            SyntaxProblem(
                code: "ambiguous-place", message: "\(what): one ends \(first), the other \(second)",
                start: Int(origin.start), length: Int(origin.length),
                hint: "let each end in the place where it began"))
        return a
    }

    /// Ends a branch of the innermost block; the next begins where this one began.
    mutating func endBranch() {
        let block = blocks[blocks.count - 1]
        switch block.kind {
        case .if, .unless:
            blocks[blocks.count - 1].exit =
                block.exit.map { join($0, place, "the branches of `\(block.kind.rawValue)` differ") } ?? place
        case .case, .for:
            // Several `when` may run one after the other, as a loop does.
            _ = join(block.entry, place, differs(block))
        case .tablerow, .capture, .ifchanged, .custom: break
        }
        place = block.entry
    }

    private func differs(_ block: OpenBlock) -> String {
        switch block.kind {
        case .case: "a branch of `case` does not end where it began"
        case .for, .tablerow: "the body of `\(block.kind.rawValue)` does not end where it began"
        default: "`\(block.title)` does not end where it began"
        }
    }

    /// Where the text behind the end of a block stands.
    mutating func endPlace(_ block: OpenBlock) -> TextPlace {
        guard place.hasPlaces else { return place }
        switch block.kind {
        case .if, .unless:
            let what = "the branches of `\(block.kind.rawValue)` differ"
            let exit = block.exit.map { join($0, place, what) } ?? place
            return block.hasElse ? exit : join(exit, block.entry, what)
        case .case where block.isBeforeWhen: return block.entry
        case .capture:
            _ = join(TextPlace(parts.escape), place, differs(block))
            return block.entry
        case .custom:
            _ = join(TextPlace(parts.escape), place, differs(block))
            var after = block.entry
            _ = try? after.output(allowsStyles: parts.environment.allowsStyles)
            return after
        case .case, .for, .tablerow, .ifchanged: return join(block.entry, place, differs(block))
        }
    }

    /// A table writes tags, so it stands in text.
    mutating func beginText() {
        guard place.hasPlaces, place.state != .text, place.state != .dead else { return }
        report(problem("`tablerow` writes tags, but stands \(place.description)"))
    }

    /// `break` and `continue` leave to where the loop began; a partial to where it began.
    mutating func leavePlace(of loop: Int?) {
        defer { if place.hasPlaces { place.state = .dead } }
        let inner = blocks[((loop ?? -1) + 1)...]
        let here = inner.first { $0.kind == .capture || $0.kind == .custom }?.entry ?? place
        if let loop {
            _ = join(
                blocks[loop].entry, here, "`\(blocks[loop].kind.rawValue)` is left elsewhere than it began")
        } else if isPartial {
            _ = join(startPlace, here, "the partial is left elsewhere than it began")
        }
    }

    mutating func checkPartialEnd() {
        setOrigin(max(0, source.count - 1)..<source.count)
        let end = join(startPlace, place, "the partial does not end where it began")
        if end.url == .forbidden, startPlace.url != .forbidden {
            report(
                SyntaxProblem(
                    code: "unsafe-place", message: PlaceProblem.value(.scheme).message, start: 0, length: 1))
        }
    }

    /// A partial that is named only while rendering is compiled for text.
    mutating func dynamicPlace() -> TextPlace {
        let text = TextPlace(parts.escape)
        if place.hasPlaces, place.state != .dead, place.joined(with: text) == nil {
            report(
                problem(
                    "`include` of a name that is not written out stands \(place.description)",
                    hint: "write the name in quotes, or move the tag into text"))
        }
        return text
    }
}
