import Notation

// Words of the document's language: `t` and `unit`.
extension Machine {
    /// The label of a key with its arguments put in; without one the text of `default:`, else the key itself, or an
    /// error where undefined variables are.
    mutating func label(_ input: Value, _ arguments: Arguments) throws(Fault) -> Value {
        if input.isNil { return .nil }
        let key = try plain(input)
        let count = arguments.keyword { bytes(ofName: $0).elementsEqual("count".utf8) }
        if let labels = style?.pointee.labels,
            let place = labels.place(of: key, for: count.map { number(of: $0) })
        {
            return try filled(labels.text(at: place), arguments)
        }
        if let text = arguments.keyword({ bytes(ofName: $0).elementsEqual("default".utf8) }) {
            return try filled(Array(plain(text)), arguments)
        }
        if isStrict {
            let shown = String(decoding: key.prefix(100), as: UTF8.self)
            throw Fault(
                "unknown-label", "there is no label `\(shown)` in this language",
                hint: "give its text: `| t: default: '…'`")
        }
        return input
    }

    /// The word for a unit code, of which there are `quantity`; a code without a word stays as it is.
    mutating func unit(_ input: Value, _ quantity: Value?) throws(Fault) -> Value {
        if input.isNil { return .nil }
        let code = try plain(input)
        guard let units = style?.pointee.units,
            let place = units.place(of: code, for: quantity.map { number(of: $0) } ?? .one)
        else { return input }
        let text = units.text(at: place)
        work.count = 0
        text.withUnsafeBufferPointer { work.append($0) }
        return try finishWork()
    }

    /// `{{ name }}` and `%{name}` in a label become what the keyword of that name prints; without such a
    /// keyword they stay.
    private mutating func filled(_ label: [UInt8], _ arguments: Arguments) throws(Fault) -> Value {
        second.count = 0
        var i = 0
        while i < label.count {
            if let place = Self.place(in: label, at: i),
                let value = arguments.keyword({ bytes(ofName: $0).elementsEqual(label[place.name]) })
            {
                second.append(try plain(value))
                if second.count > valueBytesLeft { throw valueLimit }
                i = place.end
            } else {
                second.append(label[i])
                i += 1
            }
        }
        return try makeText(Bytes(start: second.base, count: second.count))
    }

    /// The name in the `{{ name }}` or `%{name}` that starts here, and where it ends.
    private static func place(in label: [UInt8], at start: Int) -> (name: Range<Int>, end: Int)? {
        guard start + 3 < label.count, label[start + 1] == 0x7B else { return nil }
        let isShort = label[start] == 0x25
        guard isShort || label[start] == 0x7B else { return nil }
        var from = start + 2
        while from < label.count, label[from] == 0x20 { from += 1 }
        var to = from
        while to < label.count, Lexer.isWord(label[to]) { to += 1 }
        var end = to
        while end < label.count, label[end] == 0x20 { end += 1 }
        let closing = isShort ? 1 : 2
        guard to > from, end + closing <= label.count, label[end..<end + closing].allSatisfy({ $0 == 0x7D })
        else { return nil }
        return (from..<to, end + closing)
    }
}
