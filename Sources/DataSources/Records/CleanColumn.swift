import Commerce

/// A column of texts on its way into ``Texts``, cleaned once for each distinct value.
struct CleanColumn {
    let column: Int
    private let rules: CleanRules
    /// The cleaned text of each raw one by ``TextID/index``, -1 where not met yet.
    private var cleaned: [Int32] = []
    private var lastRaw = TextID.blank
    private var lastClean = TextID.blank

    init(_ field: Field, _ columns: ColumnMap, _ file: DataFile) {
        column = columns[field]
        rules = file.clean[field] ?? CleanRules()
    }

    /// The id of the record's cleaned value; blank where there is no such column.
    @inline(__always)
    mutating func read(_ record: Record, _ texts: inout Texts) -> TextID {
        if column < 0 { return .blank }
        let bytes = record[column]
        if texts.matches(lastRaw, bytes) { return lastClean }
        lastRaw = texts.intern(bytes)
        lastClean = rules.isEmpty ? lastRaw : clean(lastRaw, bytes, &texts)
        return lastClean
    }

    private mutating func clean(_ raw: TextID, _ bytes: UnsafeRawBufferPointer, _ texts: inout Texts)
        -> TextID
    {
        if raw.index < cleaned.count, cleaned[raw.index] >= 0 { return TextID(rawValue: cleaned[raw.index]) }
        let clean = texts.intern(rules.apply(bytes))
        if cleaned.count <= raw.index {
            cleaned.append(
                contentsOf: repeatElement(-1, count: max(raw.index + 1, cleaned.count * 2) - cleaned.count))
        }
        cleaned[raw.index] = clean.rawValue
        return clean
    }
}
