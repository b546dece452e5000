extension InvoicePass {
    /// Adds what another pass gathered from lines that stand behind those of this one.
    ///
    /// - Parameters:
    ///   - linesBefore: The lines of the file before those of `other`, which counts from 1.
    ///   - id: The id here of a text there.
    package mutating func add(_ other: InvoicePass, linesBefore: Int, _ id: (TextID) -> TextID) {
        let known = overflows.count
        add(other, id)
        for at in known..<overflows.count { overflows[at] &+= UInt32(truncatingIfNeeded: linesBefore) }
        overflows.sort()
    }
}
