/// What is done to the text of a field before it is used: the steps of `clean` in the project file, in order.
///
/// Runs on bytes; meant to be applied once to each distinct value of a column, not to each row.
package struct CleanRules: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
        /// Takes off outer blanks, tabs, line ends and no-break spaces.
        case trim
        /// ASCII letters only: what a code's letters are.
        case uppercase
        case lowercase
        /// Takes out every blank.
        case removeSpaces
        case stripPrefix([UInt8])
        case stripSuffix([UInt8])
        case replace([UInt8], with: [UInt8])
    }

    package var steps: [Step]

    package init(_ steps: [Step] = []) {
        self.steps = steps
    }

    package var isEmpty: Bool { steps.isEmpty }

    /// The cleaned text of a field.
    package func apply(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var out: [UInt8] = []
        apply(bytes, into: &out)
        return out
    }

    /// As ``apply(_:)``, replacing what `out` holds.
    package func apply(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) {
        out.removeAll(keepingCapacity: true)
        out.append(contentsOf: bytes)
        for step in steps { Self.run(step, &out) }
    }

    private static func run(_ step: Step, _ text: inout [UInt8]) {
        switch step {
        case .trim: text = text.withUnsafeBytes { Array($0.trimmed()) }
        case .uppercase:
            for i in text.indices where (0x61...0x7A).contains(text[i]) { text[i] -= 0x20 }
        case .lowercase:
            for i in text.indices where (0x41...0x5A).contains(text[i]) { text[i] += 0x20 }
        case .removeSpaces:
            text = replacing(text, [0xC2, 0xA0], []).filter { $0 != Byte.space && $0 != Byte.tab }
        case .stripPrefix(let prefix):
            if text.starts(with: prefix) { text.removeFirst(prefix.count) }
        case .stripSuffix(let suffix):
            if text.count >= suffix.count, text[(text.count - suffix.count)...].elementsEqual(suffix) {
                text.removeLast(suffix.count)
            }
        case .replace(let old, let new): text = replacing(text, old, new)
        }
    }

    private static func replacing(_ text: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
        guard !old.isEmpty, text.count >= old.count else { return text }
        var out: [UInt8] = []
        var i = 0
        while i < text.count {
            if i + old.count <= text.count, text[i..<i + old.count].elementsEqual(old) {
                out.append(contentsOf: new)
                i += old.count
            } else {
                out.append(text[i])
                i += 1
            }
        }
        return out
    }
}
