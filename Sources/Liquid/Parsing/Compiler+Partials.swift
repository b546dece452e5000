import Diagnostics

extension Compiler {
    /// The number of a partial; where it is new, it is compiled after the file at hand.
    /// One that stands in several places of HTML is compiled for each of them.
    mutating func partial(named name: String, at place: TextPlace) -> UInt32 {
        if let known = parts.partials.firstIndex(where: { $0.name == name && $0.place == place }) {
            return UInt32(known)
        }
        if let first = parts.partials.firstIndex(where: { $0.name == name }), !mayStandElsewhere(name) {
            return UInt32(first)
        }
        let variable = name.split(separator: "/").last.map(String.init) ?? name
        parts.partials.append(
            Program.Partial(
                name: name, entry: Instruction.none, variable: parts.name(variable), whole: parts.name(name),
                place: place))
        waiting.append(parts.partials.count - 1)
        if !parts.sources.isEmpty { callers[parts.partials.count - 1] = origin }
        return UInt32(parts.partials.count - 1)
    }

    /// Whether one more place of a partial is compiled: one that names itself in the name of a tag is never twice
    /// in the same.
    private mutating func mayStandElsewhere(_ name: String) -> Bool {
        guard parts.partials.count(where: { $0.name == name }) >= Self.mostPlaces else { return true }
        report(
            SyntaxProblem(
                code: "limit-places",
                message:
                    "the partial `\(name)` stands in more than \(Self.mostPlaces) places of different kinds",
                start: Int(origin.start), length: Int(origin.length)))
        return false
    }

    mutating func compileWaiting() {
        while let number = waiting.popLast() {
            let name = parts.partials[number].name
            guard let loader = parts.environment.partials, isPartialName(Array(name.utf8)) else { continue }
            do {
                guard let found = try loader.source(named: name) else { continue }
                parts.partials[number].entry = UInt32(here)
                outline?.partials[name] = parts.sources.count
                fileCallers[parts.sources.count] = callers[number]
                compile(
                    SourceText(name: found.path, bytes: found.bytes), isPartial: true,
                    at: parts.partials[number].place)
            } catch let diagnostic as Diagnostic {
                problems.append(diagnostic)
            } catch {
                problems.append(.error("unreadable-partial", "cannot read the partial `\(name)`: \(error)"))
            }
        }
    }

    mutating func render(_ markup: Range<Int>) throws(SyntaxProblem) {
        try reading(markup, as: .partial) { compiler throws(SyntaxProblem) in try compiler.renderCall() }
    }

    private mutating func renderCall() throws(SyntaxProblem) {
        guard follows(.text) else {
            throw problem(
                "`render` wants the name of a partial in quotes", hint: "{% render 'line', line: line %}")
        }
        let name = source.text(token.start + 1..<token.end - 1)
        cursor += 1
        try call(named: name, flag: 0)
    }

    mutating func include(_ markup: Range<Int>) throws(SyntaxProblem) {
        try reading(markup, as: .partial) { compiler throws(SyntaxProblem) in try compiler.includeCall() }
        afterCall()
    }

    private mutating func includeCall() throws(SyntaxProblem) {
        guard token.kind != .end else { throw problem("`include` wants the name of a partial") }
        if follows(.text) {
            let name = source.text(token.start + 1..<token.end - 1)
            cursor += 1
            try call(named: name, flag: CallFlag.shared)
        } else {
            try expression()
            try call(named: nil, flag: CallFlag.shared | CallFlag.dynamic)
        }
    }

    /// The rest of the tag after the name. On the stack: the name where it is dynamic, the bound value,
    /// arguments.
    private mutating func call(named name: String?, flag: UInt8) throws(SyntaxProblem) {
        prints()
        let place = name == nil ? dynamicPlace() : self.place
        var flag = flag
        if (follows(.name) && !follows(.colon, ahead: 1)), word(token) == "with" || word(token) == "for" {
            flag |= CallFlag.bound
            if word(token) == "for" { flag |= CallFlag.repeated }
            cursor += 1
            try expression()
        }
        var variable = Instruction.none
        if follows(.name), !follows(.colon, ahead: 1), takeName("as") {
            variable = parts.name(word(try expect(.name, "a name after `as`")))
        }
        var names: [UInt32] = []
        _ = take(.comma)
        while token.kind != .end {
            names.append(parts.name(word(try expect(.name, "`name: value`"))))
            _ = try expect(.colon, "`:`")
            try expression()
            _ = take(.comma)
        }
        guard names.count <= 1_000 else { throw problem("more than 1000 arguments") }
        let list = UInt32(parts.keywordLists.count)
        parts.keywordLists += names
        let number = name.map { partial(named: $0, at: place) } ?? Instruction.none
        if variable == Instruction.none, name != nil {
            variable = parts.partials[Int(number)].variable
        }
        self.place.passPartial()
        emit(.call, flag: flag, short: UInt16(names.count), a: number, b: list, c: variable)
        outline?.add(
            .call(
                Outline.Call(
                    name: name, isShared: flag & CallFlag.shared != 0, isBound: flag & CallFlag.bound != 0,
                    isRepeated: flag & CallFlag.repeated != 0,
                    variable: variable == Instruction.none ? nil : parts.nameText(variable),
                    arguments: names.map { parts.nameText($0) })), origin)
    }

    /// A `break` or `continue` in an included partial counts for the loop around the tag.
    private mutating func afterCall() {
        let check = emit(.afterCall)
        let kept = place
        defer { place = kept }
        parts.code[check].a = UInt32(here)
        leaveLoop(goesOn: false)
        parts.code[check].b = UInt32(here)
        leaveLoop(goesOn: true)
        parts.code[check].c = UInt32(here)
        lastLabel = here
    }
}
