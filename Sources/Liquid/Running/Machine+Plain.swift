import Notation

// How values read as text: as the reference's `to_s`, and for nested ones as its `inspect`.
extension Machine {
    static let maximumNesting = 500

    /// Appends to `work`. Within an array or object texts are quoted and nil is named.
    mutating func appendPlain(_ value: Value, isNested: Bool, depth: Int) throws(Fault) {
        try step(1)
        if work.count > valueBytesLeft { throw valueLimit }
        switch value.tag {
        case .unset, .nil:
            if isNested { work.append("nil") }
        case .blank, .empty: break
        case .boolean: work.append(value.payload != 0 ? "true" : "false")
        case .integer: Digits.append(value.payload, to: &work)
        case .decimal, .wide: Digits.appendFloat(decimal(of: value), to: &work)
        case .float: Digits.append(double: Double(bitPattern: UInt64(bitPattern: value.payload)), to: &work)
        case .text:
            let bytes = bytes(of: value)
            if isNested { appendQuoted(bytes) } else { work.append(bytes) }
        case .day: Digits.append(Day(number: Int32(truncatingIfNeeded: value.payload)), to: &work)
        case .array: try appendArray(value, depth)
        case .object: try appendObject(value, depth)
        case .range:
            let (first, last) = rangeEnds(value)
            Digits.append(Int64(first), to: &work)
            work.append("..")
            Digits.append(Int64(last), to: &work)
        case .forLoop: work.append("Liquid::ForloopDrop")
        case .tableLoop: work.append("Liquid::TablerowloopDrop")
        case .scope: work.append("Liquid::SelfDrop")
        }
    }

    private mutating func appendArray(_ array: Value, _ depth: Int) throws(Fault) {
        guard depth < Self.maximumNesting else { throw Self.tooDeep }
        work.append("[")
        for i in 0..<array.size {
            if i > 0 { work.append(", ") }
            try appendPlain(nodes(of: array)[i], isNested: true, depth: depth + 1)
        }
        work.append("]")
    }

    private mutating func appendObject(_ object: Value, _ depth: Int) throws(Fault) {
        guard depth < Self.maximumNesting else { throw Self.tooDeep }
        let entry = shape(of: object)
        work.append("{")
        for i in 0..<Int(entry.count) {
            if i > 0 { work.append(", ") }
            appendQuoted(bytes(of: key(i, of: entry)))
            work.append("=>")
            try appendPlain(nodes(of: object)[i], isNested: true, depth: depth + 1)
        }
        work.append("}")
    }

    static var tooDeep: Fault { .limit("depth", "\(maximumNesting) lists within lists") }

    private mutating func appendQuoted(_ bytes: Bytes) {
        work.append("\"")
        for byte in bytes {
            switch byte {
            case 0x22: work.append("\\\"")
            case 0x5C: work.append("\\\\")
            case 0x0A: work.append("\\n")
            case 0x0D: work.append("\\r")
            case 0x09: work.append("\\t")
            default: work.append(byte)
            }
        }
        work.append("\"")
    }

    /// What `{{ value }}` prints of a value that is no text: an array's elements one after the other.
    mutating func appendPrinted(_ value: Value, depth: Int = 0) throws(Fault) {
        guard value.tag == .array else { return try appendPlain(value, isNested: false, depth: depth) }
        guard depth < Self.maximumNesting else { throw Self.tooDeep }
        for i in 0..<value.size { try appendPrinted(nodes(of: value)[i], depth: depth + 1) }
    }
}
