extension MappingRows {
    /// How many rows, the first of all, stand on lines before `line`: rows of a file follow one another.
    package func count(before line: UInt32) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self.line(at: middle) < line { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The places here of the terms of rows that were read apart.
    ///
    /// - Parameter unitFactors: The place here of each unit factor there.
    package mutating func places(
        ofTermsOf other: MappingRows, _ texts: RenamedTexts, unitFactors: [Int32]
    ) -> [Int32] {
        other.terms.all.map { terms in
            var terms = terms
            terms.unit = texts[terms.unit]
            terms.revision = texts[terms.revision]
            terms.unitFactor = unitFactors[Int(terms.unitFactor)]
            return place(of: terms)
        }
    }

    /// Puts rows behind these that were read apart from them.
    ///
    /// - Parameters:
    ///   - range: Which of the others.
    ///   - linesBefore: The lines of the file before those of `other`, which counts from 1.
    ///   - places: Those of ``places(ofTermsOf:_:unitFactors:)``.
    ///   - numbers: The ids of the rows' numbers; none where `texts` has them.
    package mutating func append(
        _ other: MappingRows, _ range: Range<Int>, linesBefore: Int, _ texts: RenamedTexts, places: [Int32],
        numbers: [TextID]
    ) {
        for at in range {
            let core = other.cores[at]
            append(
                Core(
                    item: texts[core.item],
                    number: numbers.isEmpty ? texts[core.number] : numbers[at - range.lowerBound],
                    days: core.days,
                    terms: places[Int(core.terms)]),
                texts[other.accounts[at]],
                line: other.line(at: at) &+ UInt32(truncatingIfNeeded: linesBefore),
                description: texts[other.description(at: at)])
        }
    }
}
