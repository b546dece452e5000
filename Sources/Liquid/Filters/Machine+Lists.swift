import Notation

// Filters of lists. A value that is no list is a list of itself; nil is an empty one.
extension Machine {
    /// What `item[property]` gives.
    enum Picked {
        case found(Value)
        /// Nil, truth values and floats have no parts.
        case notIndexable
        /// A part asked for by a name where only numbers count, or the other way round.
        case wrongType
    }

    /// A flat list: arrays within it are taken apart, a range is written out.
    mutating func elements(of input: Value) throws(Fault) -> Value {
        switch input.tag {
        case .array:
            for i in 0..<input.size where nodes(of: input)[i].tag == .array {
                let start = workNodes.count
                try flatten(input, depth: 0)
                return try finishNodes(from: start)
            }
            try step(input.size)
            return input
        case .range:
            let made = try makeArray(rangeCount(input))
            let first = rangeEnds(input).first
            for i in 0..<made.value.size { made.nodes[i] = .integer(first &+ i) }
            return made.value
        case .unset, .nil: return try makeArray(0).value
        default:
            let made = try makeArray(1)
            made.nodes[0] = input
            return made.value
        }
    }

    private mutating func flatten(_ array: Value, depth: Int) throws(Fault) {
        guard depth < Self.maximumNesting else { throw Self.tooDeep }
        for i in 0..<array.size {
            let element = nodes(of: array)[i]
            if element.tag == .array {
                try flatten(element, depth: depth + 1)
            } else {
                workNodes.append(element)
            }
            if workNodes.count > valueBytesLeft >> 4 { throw valueLimit }
        }
    }

    mutating func pick(_ item: Value, _ property: Value) throws(Fault) -> Picked {
        switch item.tag {
        case .object:
            guard property.tag == .text else { return .found(.nil) }
            let found = member(item, property)
            return .found(found.tag == .unset ? .nil : found)
        case .text:
            if property.tag == .text {
                let found = try firstMatch(of: bytes(of: property), in: bytes(of: item), from: 0)
                return .found(found == nil ? .nil : property)
            }
            guard property.isNumber else { return property.isNil ? .notIndexable : .wrongType }
            let count = try characterCount(of: bytes(of: item))
            let index = wholePart(decimal(of: property))
            let place = index < 0 ? index + count : index
            return .found(place >= 0 && place < count ? try slice(item, from: place, count: 1) : .nil)
        case .integer:
            guard property.isNumber else { return .wrongType }
            let bit = wholePart(decimal(of: property))
            return .found(.integer(bit < 0 ? 0 : Int(item.payload >> Int64(min(63, bit))) & 1))
        case .array:
            guard property.isNumber else { return .wrongType }
            let found = try element(item, .integer(wholePart(decimal(of: property))))
            return .found(found.tag == .unset ? .nil : found)
        default: return .notIndexable
        }
    }

    private func isIndexable(_ value: Value) -> Bool {
        value.tag == .object || value.tag == .text || value.tag == .integer || value.tag == .array
    }

    mutating func propertyFault(_ property: Value) -> Fault {
        let shown = (try? plain(property)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return Fault("no-such-property", "cannot select the property `\(shown)` of these elements")
    }

    mutating func end(of input: Value, isFirst: Bool) throws(Fault) -> Value {
        let found = try property(input, isFirst ? labels.first : labels.last)
        if input.tag == .forLoop || input.tag == .tableLoop { return .nil }
        return found.tag == .unset ? .nil : found
    }

    mutating func join(_ input: Value, _ glue: Value?) throws(Fault) -> Value {
        let list = try elements(of: input)
        let blank: StaticString = " "
        var between = Bytes(start: blank.utf8Start, count: 1)
        if let glue { between = try plain(glue) }
        work.count = 0
        for i in 0..<list.size {
            if i > 0 { work.append(between) }
            let item = nodes(of: list)[i]
            if item.tag == .text {
                work.append(bytes(of: item))
                if work.count > valueBytesLeft { throw valueLimit }
            } else {
                try appendPlain(item, isNested: false, depth: 0)
            }
        }
        return try finishWork()
    }

    mutating func reverse(_ input: Value) throws(Fault) -> Value {
        let list = try elements(of: input)
        let made = try makeArray(list.size)
        for i in 0..<list.size { made.nodes[list.size - 1 - i] = nodes(of: list)[i] }
        return made.value
    }

    mutating func concat(_ input: Value, _ other: Value) throws(Fault) -> Value {
        guard other.tag == .array else {
            throw Fault("no-list", "`concat` wants a list, not \(kind(other))")
        }
        let list = try elements(of: input)
        let made = try makeArray(list.size + other.size)
        made.nodes.update(from: nodes(of: list), count: list.size)
        (made.nodes + list.size).update(from: nodes(of: other), count: other.size)
        return made.value
    }

    mutating func map(_ input: Value, _ property: Value) throws(Fault) -> Value {
        let list = try elements(of: input)
        let start = workNodes.count
        for i in 0..<list.size {
            switch try pick(nodes(of: list)[i], property) {
            case .found(let value): workNodes.append(value)
            case .notIndexable:
                if nodes(of: list)[i].tag == .text { throw propertyFault(property) }
                workNodes.append(.nil)
            case .wrongType: throw propertyFault(property)
            }
        }
        return try finishNodes(from: start)
    }

    mutating func compact(_ input: Value, _ property: Value?) throws(Fault) -> Value {
        let list = try elements(of: input)
        let start = workNodes.count
        for i in 0..<list.size {
            var tested = nodes(of: list)[i]
            if let property, !property.isNil {
                switch try pick(tested, property) {
                case .found(let value): tested = value
                case .notIndexable:
                    workNodes.count = start
                    return .nil
                case .wrongType: throw propertyFault(property)
                }
            }
            if !tested.isNil { workNodes.append(nodes(of: list)[i]) }
        }
        return try finishNodes(from: start)
    }

    /// `where`, `reject`, `find`, `find_index`, `has`: without a target the field must be truthy.
    mutating func select(_ filter: Filter, _ input: Value, _ property: Value, _ target: Value) throws(Fault)
        -> Value
    {
        let list = try elements(of: input)
        let start = workNodes.count
        for i in 0..<list.size {
            var isHit = false
            switch try pick(nodes(of: list)[i], property) {
            case .found(let value): isHit = target.isNil ? value.isTruthy : try equal(value, target)
            case .notIndexable:
                workNodes.count = start
                return .nil
            case .wrongType: throw propertyFault(property)
            }
            switch filter {
            case .where: if isHit { workNodes.append(nodes(of: list)[i]) }
            case .reject: if !isHit { workNodes.append(nodes(of: list)[i]) }
            case .find: if isHit { return nodes(of: list)[i] }
            case .findIndex: if isHit { return .integer(i) }
            default: if isHit { return .true }
            }
        }
        switch filter {
        case .where, .reject: return try finishNodes(from: start)
        case .has: return .false
        default: return .nil
        }
    }

    /// Sort keys beside their elements: `workNodes` holds element, key, element, key …
    private mutating func keyed(_ list: Value, _ property: Value?) throws(Fault) -> Bool {
        for i in 0..<list.size {
            let item = nodes(of: list)[i]
            var key = item
            if let property, !property.isNil {
                switch try pick(item, property) {
                case .found(let value): key = value
                case .notIndexable: return false
                case .wrongType: throw propertyFault(property)
                }
            }
            workNodes.append(item)
            workNodes.append(key)
        }
        return true
    }

    mutating func sort(_ input: Value, _ property: Value?, ignoringCase: Bool) throws(Fault) -> Value {
        let list = try elements(of: input)
        if list.size == 1, let property, !property.isNil {
            // The reference compares nothing here, and so asks the element for no field.
            return isIndexable(nodes(of: list)[0]) ? list : .nil
        }
        let start = workNodes.count
        defer { workNodes.count = start }
        guard try keyed(list, property) else { return .nil }
        let count = list.size
        var from = (try makeArray(2 * count)).nodes
        var to = (try makeArray(2 * count)).nodes
        from.update(from: workNodes.base + start, count: 2 * count)
        if ignoringCase {
            for i in 0..<count where !from[2 * i + 1].isNil { from[2 * i + 1] = try folded(from[2 * i + 1]) }
        }
        var width = 1
        while width < count {
            try merge(from, to, count, width)
            swap(&from, &to)
            width *= 2
        }
        let made = try makeArray(count)
        for i in 0..<count { made.nodes[i] = from[2 * i] }
        return made.value
    }

    /// One pass of a merge sort, which keeps equal elements in their order.
    private mutating func merge(
        _ from: UnsafeMutablePointer<Value>, _ to: UnsafeMutablePointer<Value>, _ count: Int, _ width: Int
    ) throws(Fault) {
        var start = 0
        while start < count {
            let middle = min(count, start + width)
            let end = min(count, start + 2 * width)
            var (left, right) = (start, middle)
            for place in start..<end {
                var takesLeft = right == end
                if !takesLeft, left < middle {
                    takesLeft = try isOrdered(from[2 * left + 1], from[2 * right + 1])
                }
                let source = takesLeft ? left : right
                to[2 * place] = from[2 * source]
                to[2 * place + 1] = from[2 * source + 1]
                if takesLeft { left += 1 } else { right += 1 }
            }
            start = end
        }
    }

    private mutating func isOrdered(_ a: Value, _ b: Value) throws(Fault) -> Bool {
        try step(1)
        if let order = try order(a, b) { return order <= 0 }
        if a.isNil { return false }
        if b.isNil { return true }
        throw Fault("incomparable", "cannot sort \(kind(a)) and \(kind(b)) together")
    }

    /// The text of a value with small ASCII letters.
    private mutating func folded(_ value: Value) throws(Fault) -> Value {
        let text = try plain(value)
        work.count = 0
        for byte in text { work.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte) }
        return try finishWork()
    }

    /// Sorted by a hash of the key, so that many elements need few comparisons; the first of equals stays.
    mutating func unique(_ input: Value, _ property: Value?) throws(Fault) -> Value {
        let list = try elements(of: input)
        let start = workNodes.count
        defer { workNodes.count = start }
        guard try keyed(list, property) else { return .nil }
        let count = list.size
        var size = 16
        while size < 2 * count { size *= 2 }
        let table = (try makeArray(size)).nodes
        table.update(repeating: .unset, count: size)
        let made = try makeArray(count)
        var kept = 0
        for i in 0..<count {
            let key = workNodes[start + 2 * i + 1]
            var at = Int(hash(key)) & (size - 1)
            var isNew = true
            while table[at].tag != .unset {
                try step(1)
                if try same(table[at], key) {
                    isNew = false
                    break
                }
                at = (at + 1) & (size - 1)
            }
            guard isNew else { continue }
            table[at] = key.isNil ? .nil : key
            made.nodes[kept] = workNodes[start + 2 * i]
            kept += 1
        }
        var result = made.value
        result.count = UInt32(kept)
        return result
    }

    /// As `eql?` of the reference: 1 and 1.0 differ.
    private mutating func same(_ a: Value, _ b: Value) throws(Fault) -> Bool {
        if a.isNumber, b.isNumber {
            let (x, y) = (decimal(of: a), decimal(of: b))
            return (x.scale == 0) == (y.scale == 0) && x == y
        }
        return try equal(a, b)
    }

    private func hash(_ value: Value) -> UInt32 {
        switch value.tag {
        case .text: return keyHash(UnsafeRawBufferPointer(bytes(of: value)))
        case .integer, .decimal, .wide:
            let whole = UInt64(truncatingIfNeeded: wholePart(decimal(of: value))) &* 0x9E37_79B9_7F4A_7C15
            return UInt32(truncatingIfNeeded: whole >> 32)
        case .boolean, .day: return UInt32(truncatingIfNeeded: value.payload)
        default: return UInt32(value.tag.rawValue)
        }
    }
}
