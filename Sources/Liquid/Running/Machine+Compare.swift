import Notation

extension Machine {
    mutating func compare(_ left: Value, _ comparison: Comparison, _ right: Value) throws(Fault) -> Bool {
        switch comparison {
        case .equal: try conditionEqual(left, right)
        case .notEqual: try !conditionEqual(left, right)
        case .contains: try contains(left, right)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: try ordered(left, comparison, right)
        }
    }

    /// Equality in conditions, where `blank` and `empty` are tests of the other side.
    mutating func conditionEqual(_ left: Value, _ right: Value) throws(Fault) -> Bool {
        if left.tag == .blank { return isBlank(right) }
        if left.tag == .empty { return isEmpty(right) }
        if right.tag == .blank { return isBlank(left) }
        if right.tag == .empty { return isEmpty(left) }
        return try equal(left, right)
    }

    private mutating func isBlank(_ value: Value) -> Bool {
        switch value.tag {
        case .unset, .nil: return true
        case .boolean: return value.payload == 0
        case .text:
            stepsLeft &-= value.size >> 6
            return bytes(of: value).allSatisfy { Lexer.isBlank($0) }
        default: return isEmpty(value)
        }
    }

    func isEmpty(_ value: Value) -> Bool {
        switch value.tag {
        case .text, .array: value.count == 0
        case .object: shape(of: value).count == 0
        default: false
        }
    }

    mutating func equal(_ a: Value, _ b: Value, depth: Int = 0) throws(Fault) -> Bool {
        if a.isNumber, b.isNumber {
            if a.tag == .integer, b.tag == .integer { return a.payload == b.payload }
            return decimal(of: a) == decimal(of: b)
        }
        if a.isNil || b.isNil { return a.isNil && b.isNil }
        guard a.tag == b.tag else { return false }
        switch a.tag {
        case .text:
            guard a.count == b.count else { return false }
            try step(a.size >> 6)
            return same(bytes(of: a), bytes(of: b))
        case .array:
            guard a.count == b.count else { return false }
            return try allEqual(a, b, a.size, depth)
        case .object: return try sameMembers(a, b, depth)
        case .range: return rangeEnds(a) == rangeEnds(b)
        default: return a.payload == b.payload
        }
    }

    private mutating func allEqual(_ a: Value, _ b: Value, _ count: Int, _ depth: Int) throws(Fault) -> Bool {
        guard depth < Self.maximumNesting else { throw Self.tooDeep }
        for i in 0..<count {
            try step(1)
            if try !equal(nodes(of: a)[i], nodes(of: b)[i], depth: depth + 1) { return false }
        }
        return true
    }

    private mutating func sameMembers(_ a: Value, _ b: Value, _ depth: Int) throws(Fault) -> Bool {
        let entry = shape(of: a)
        guard entry.count == shape(of: b).count else { return false }
        if a.count == b.count { return try allEqual(a, b, Int(entry.count), depth) }
        guard depth < Self.maximumNesting else { throw Self.tooDeep }
        for i in 0..<Int(entry.count) {
            try step(1)
            let other = member(b, key(i, of: entry))
            guard other.tag != .unset, try equal(nodes(of: a)[i], other, depth: depth + 1) else {
                return false
            }
        }
        return true
    }

    private mutating func ordered(
        _ a: Value, _ comparison: Comparison, _ b: Value
    ) throws(Fault) -> Bool {
        guard isOrdered(a), isOrdered(b) else { return false }
        guard let order = try order(a, b) else {
            throw Fault(
                "incomparable", "cannot compare \(kind(a)) with \(kind(b))",
                hint: a.tag == .text || b.tag == .text ? "`| plus: 0` makes a number of a text" : nil)
        }
        return switch comparison {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        default: order >= 0
        }
    }

    private func isOrdered(_ value: Value) -> Bool {
        value.isNumber || value.tag == .text || value.tag == .day
    }

    /// Negative, zero or positive; nil where the two cannot be compared.
    mutating func order(_ a: Value, _ b: Value) throws(Fault) -> Int? {
        if a.isNumber, b.isNumber {
            if a.tag == .integer, b.tag == .integer {
                return a.payload < b.payload ? -1 : a.payload > b.payload ? 1 : 0
            }
            let (x, y) = (decimal(of: a), decimal(of: b))
            return x < y ? -1 : y < x ? 1 : 0
        }
        if a.isNil, b.isNil { return 0 }
        guard a.tag == b.tag else { return nil }
        switch a.tag {
        case .text:
            try step(min(a.size, b.size) >> 6)
            return Self.order(bytes(of: a), bytes(of: b))
        case .day: return a.payload < b.payload ? -1 : a.payload > b.payload ? 1 : 0
        default: return try equal(a, b) ? 0 : nil
        }
    }

    static func order(_ a: Bytes, _ b: Bytes) -> Int {
        for i in 0..<min(a.count, b.count) where a[i] != b[i] { return a[i] < b[i] ? -1 : 1 }
        return a.count - b.count
    }

    func kind(_ value: Value) -> String {
        switch value.tag {
        case .unset, .nil, .blank, .empty: "nothing"
        case .boolean: "a truth value"
        case .integer, .decimal, .wide, .float: "a number"
        case .text: "a text"
        case .day: "a date"
        case .array: "a list"
        case .object: "an object"
        case .range: "a range"
        case .forLoop, .tableLoop: "a loop"
        case .scope: "`self`"
        }
    }

    private mutating func contains(_ left: Value, _ right: Value) throws(Fault) -> Bool {
        guard left.isTruthy, right.isTruthy else { return false }
        switch left.tag {
        case .text:
            let needle = try plain(right)
            return try firstMatch(of: needle, in: bytes(of: left), from: 0) != nil
        case .array:
            for i in 0..<left.size {
                try step(1)
                if try equal(nodes(of: left)[i], right) { return true }
            }
            return false
        case .object: return right.tag == .text && member(left, right).tag != .unset
        case .range:
            guard right.isNumber else { return false }
            let (first, last) = rangeEnds(left)
            let number = decimal(of: right)
            return ExactDecimal(first) <= number && number <= ExactDecimal(last)
        default: return false
        }
    }

    /// Where `needle` first stands in `text` at or after `start`.
    mutating func firstMatch(of needle: Bytes, in text: Bytes, from start: Int) throws(Fault) -> Int? {
        guard needle.count > 0 else { return start }
        guard text.count >= needle.count else { return nil }
        let first = needle[0]
        var i = start
        var compared = 0
        while i <= text.count - needle.count {
            if text[i] == first {
                var j = 1
                while j < needle.count, text[i + j] == needle[j] { j += 1 }
                if j == needle.count {
                    try step((i - start + compared) >> 6)
                    return i
                }
                compared += j
                if compared > 1 << 16 {
                    try step(compared >> 6)
                    compared = 0
                }
            }
            i += 1
        }
        try step((text.count - start + compared) >> 6)
        return nil
    }
}
