extension InvoicePass {
    /// Adds what another pass gathered from lines that stand behind those of this one.
    ///
    /// - Parameters:
    ///   - linesBefore: The lines of the file before those of `other`, which counts from 1.
    ///   - ids: What its texts are here.
    package mutating func add(_ other: consuming InvoicePass, linesBefore: Int, _ ids: RenamedTexts) {
        let known = overflows.count
        add(other, ids)
        for at in known..<overflows.count { overflows[at] &+= UInt32(truncatingIfNeeded: linesBefore) }
        overflows.sort()
    }
}
