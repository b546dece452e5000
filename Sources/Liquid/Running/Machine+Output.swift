extension Machine {
    /// Writes what `{{ value }}` prints, escaped.
    @inline(__always)
    mutating func write(_ value: Value, _ escape: UInt8) throws(Fault) {
        switch value.tag {
        case .text:
            let bytes = bytes(of: value)
            if escape == Escape.none.rawValue || (value.isMarkup && escape < OutputEscape.firstPlace) {
                out.append(bytes)
            } else if value.isMarkup {
                writeMarkup(bytes, escape, isTrusted: value.isTrusted)
            } else {
                writeEscaped(bytes, escape)
            }
        case .unset, .nil: return
        case .integer: Digits.append(value.payload, to: &out)
        default: try writeOther(value, escape)
        }
        try checkOutput()
    }

    @inline(never)
    private mutating func writeOther(_ value: Value, _ escape: UInt8) throws(Fault) {
        if value.tag == .decimal || value.tag == .wide {
            return Digits.appendFloat(decimal(of: value), to: &out)
        }
        if value.tag == .array, !OutputEscape.writesListsWhole(escape) {
            return try writeElements(value, escape, depth: 0)
        }
        let kept = work.count
        try appendPrinted(value)
        let bytes = Bytes(start: work.base + kept, count: work.count - kept)
        if escape == Escape.none.rawValue { out.append(bytes) } else { writeEscaped(bytes, escape) }
        work.count = kept
    }

    /// The elements one after the other, each by itself, so that those that are markup stay so.
    private mutating func writeElements(_ array: Value, _ escape: UInt8, depth: Int) throws(Fault) {
        guard depth < Self.maximumNesting else { throw Self.tooDeep }
        for i in 0..<array.size {
            try step(1)
            let element = nodes(of: array)[i]
            if element.tag == .array {
                try writeElements(element, escape, depth: depth + 1)
            } else {
                try write(element, escape)
            }
        }
    }

    @inline(__always)
    mutating func writeEscaped(_ bytes: Bytes, _ escape: UInt8) {
        if escape & 7 == Escape.html.rawValue {
            Escaping.html(bytes, to: &out)
        } else {
            Escaping.other(bytes, escape, to: &out)
        }
    }

    /// What was written since it was last handed out; the next piece is written over it.
    mutating func handOut() -> UnsafeRawBufferPointer {
        let piece = UnsafeRawBufferPointer(start: out.base, count: out.count)
        handedOut += out.count
        out.count = 0
        roof = 0
        return piece
    }

    @inline(never)
    private mutating func writeMarkup(_ bytes: Bytes, _ escape: UInt8, isTrusted: Bool) {
        Escaping.place(
            bytes, OutputEscape(rawValue: escape) ?? .attribute, isMarkup: true, isTrusted: isTrusted,
            to: &out)
    }

    // MARK: capture, ifchanged

    /// What was written since the last mark, taken back from the output.
    mutating func takeGathered() throws(Fault) -> Value {
        let start = marks.popLast()
        let made = try makeText(
            Bytes(start: out.base + start, count: out.count - start), isMarkup: true)
        out.count = start
        return made
    }

    mutating func endCapture(_ slot: UInt32) throws(Fault) {
        let value = try takeGathered()
        assign(slot, value)
    }

    mutating func endChanged() throws(Fault) {
        let value = try takeGathered()
        if changed.tag != .unset, try equal(value, changed) { return }
        changed = value
        out.append(bytes(of: value))
        try checkOutput()
    }
}
