import Commerce

/// A column of texts on its way into ``Texts``, cleaned once for each distinct value.
///
/// The value of the row before is compared first, as neighbours often agree; then a small table of short values,
/// which holds their bytes and so answers from one cache line; then the texts themselves.
struct CleanColumn {
    let column: Int
    private let rules: CleanRules
    /// The cleaned text of each long raw one; short ones stand in ``recent``.
    private var cleaned = LateTable(none: -1)
    private var cleanBytes: [UInt8] = []
    private var last = ShortText(first: 0, second: 0)
    private var lastClean = TextID.blank
    /// A power of two of places, made with the first value; more where many values took each other's.
    private var recent: [RecentText] = []
    /// How often a value was looked for among all texts that had been met before.
    private var returns = 0
    /// How often it was new.
    private var news = 0
    // The values of a block.
    private var shorts: [ShortText] = []
    private var lastTouched: UInt64 = 0
    // Those of them that are not among the recent ones: their rows, and their texts.
    private var missed: [Int] = []
    private var found: [TextID] = []
    private var newFound: [TextID] = []
    /// In the place of a text that is yet to be found.
    private static let pending = TextID(rawValue: -1)
    private static let fewestPlaces = 2_048
    private static let mostPlaces = 1 << 17
    /// Larger tables do not stay in the cache.
    private static let nearPlaces = 1 << 13

    init(_ field: Field, _ columns: ColumnMap, _ file: DataFile) {
        column = columns[field]
        rules = file.clean[field] ?? CleanRules()
    }

    /// The id of the record's cleaned value; blank where there is no such column.
    @inline(__always)
    mutating func read(_ record: Record, _ texts: inout Texts) -> TextID {
        if column < 0 { return .blank }
        let bytes = record[column]
        guard let short = ShortText(bytes) else { return find(bytes, &texts) }
        if short == last { return lastClean }
        last = short
        lastClean = look(short, bytes, &texts)
        return lastClean
    }

    /// The ids of the cleaned values of a block of records, put in the place of `ids`: blank where there is no such
    /// column.
    mutating func read(_ block: RecordBlock, _ texts: inout Texts, into ids: inout [TextID]) {
        ids.removeAll(keepingCapacity: true)
        if column < 0 {
            ids.append(contentsOf: repeatElement(.blank, count: block.count))
            return
        }
        shorts.removeAll(keepingCapacity: true)
        for row in 0..<block.count { shorts.append(ShortText(block[row, column]) ?? .long) }
        if isLarge { touch() }
        var last = last
        var lastClean = lastClean
        missed.removeAll(keepingCapacity: true)
        for row in 0..<block.count {
            let short = shorts[row]
            if short == .long {
                ids.append(Self.pending)
                missed.append(row)
                continue
            }
            if short != last { (last, lastClean) = (short, known(short) ?? Self.pending) }
            ids.append(lastClean)
            if lastClean == Self.pending { missed.append(row) }
        }
        if !missed.isEmpty { findMissed(block, &texts, &ids) }
        if lastClean == Self.pending, let row = missed.last(where: { shorts[$0] == last }) {
            lastClean = ids[row]
        }
        self.last = last
        self.lastClean = lastClean
    }

    /// Finds the texts of ``missed``: where nothing is cleaned, all at once.
    private mutating func findMissed(_ block: RecordBlock, _ texts: inout Texts, _ ids: inout [TextID]) {
        let known = texts.count
        if rules.isEmpty {
            let (rows, column) = (missed, column)
            found.removeAll(keepingCapacity: true)
            texts.intern(rows.count, { block[rows[$0], column] }, into: &found)
            for (row, text) in zip(rows, found) { ids[row] = text }
        } else {
            for row in missed { ids[row] = find(block[row, column], &texts) }
        }
        returns += max(0, missed.count - (texts.count - known))
        news += texts.count - known
        for row in missed where shorts[row] != .long { keep(shorts[row], ids[row]) }
    }

    /// Reads the places of the block's values, so that the waits for memory overlap.
    private mutating func touch() {
        var touched: UInt64 = 0
        let mask = recent.count - 1
        for short in shorts { touched &+= recent[short.place & mask].text.second }
        lastTouched = touched
    }

    private var isLarge: Bool { recent.count > Self.nearPlaces }

    /// Whether it is better to look for the values of many rows together: where the recent ones are so many that they do
    /// not stay in the cache, and where most values are new and so are looked for among all texts. Only where none can
    /// turn out to be blank when it is cleaned.
    var mayWait: Bool { rules.isEmpty && (isLarge || news > Self.fewestPlaces && news / 4 > returns) }

    /// Begins rows whose values are looked for together.
    mutating func beginRows() { shorts.removeAll(keepingCapacity: true) }

    /// Notes a value of the rows.
    ///
    /// - Returns: What stands for its id meanwhile: blank only where the value is, else below 0.
    @inline(__always)
    mutating func postpone(_ short: ShortText) -> Int32 {
        if short.second == 0 { return TextID.blank.rawValue }
        shorts.append(short)
        return Int32(truncatingIfNeeded: 0 &- shorts.count)
    }

    /// Finds the values noted, for ``id(ofPostponed:)``.
    mutating func endRows(_ texts: inout Texts) {
        if isLarge { touch() }
        found.removeAll(keepingCapacity: true)
        missed.removeAll(keepingCapacity: true)
        for (at, short) in shorts.enumerated() {
            let id = known(short) ?? Self.pending
            found.append(id)
            if id == Self.pending { missed.append(at) }
        }
        if !missed.isEmpty { findPostponed(&texts) }
    }

    private mutating func findPostponed(_ texts: inout Texts) {
        let before = texts.count
        let waiting = missed.map { shorts[$0].bytesInMemory }
        let counts = missed.map { shorts[$0].count }
        newFound.removeAll(keepingCapacity: true)
        waiting.withUnsafeBytes { bytes in
            texts.intern(
                waiting.count,
                { at in
                    let start = at * MemoryLayout<ShortText>.stride
                    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + counts[at]])
                }, into: &newFound)
        }
        news += texts.count - before
        returns += missed.count - (texts.count - before)
        for (at, id) in zip(missed, newFound) {
            found[at] = id
            keep(shorts[at], id)
        }
    }

    /// The id of a value that was noted.
    ///
    /// - Parameter place: What stood for it.
    @inline(__always)
    func id(ofPostponed place: Int32) -> TextID { found[-1 - Int(place)] }

    /// As ``read(_:_:)``, of a short text that is not the row before's.
    @inline(__always)
    mutating func look(_ short: ShortText, _ bytes: UnsafeRawBufferPointer, _ texts: inout Texts)
        -> TextID
    {
        if let clean = known(short) { return clean }
        let known = texts.count
        let clean = find(bytes, &texts)
        if texts.count == known { returns += 1 } else { news += 1 }
        keep(short, clean)
        return clean
    }

    /// The cleaned text of a short one that was met lately.
    @inline(__always)
    private func known(_ short: ShortText) -> TextID? {
        if recent.isEmpty { return nil }
        let mask = recent.count - 1
        let home = short.place
        for step in 0..<Self.placesOfText where recent[(home &+ step) & mask].text == short {
            return recent[(home &+ step) & mask].clean
        }
        return nil
    }

    private mutating func keep(_ short: ShortText, _ clean: TextID) {
        if known(short) != nil { return }
        if recent.isEmpty { recent = [RecentText](repeating: RecentText(), count: Self.fewestPlaces) }
        if returns > recent.count / 4, recent.count < Self.mostPlaces { grow() }
        enter(RecentText(text: short, clean: clean))
    }

    /// A text stands in one of so many places, side by side.
    private static let placesOfText = 4

    private mutating func enter(_ known: RecentText) {
        let mask = recent.count - 1
        let home = known.text.place
        for step in 0..<Self.placesOfText where recent[(home &+ step) & mask].text.second == 0 {
            recent[(home &+ step) & mask] = known
            return
        }
        recent[home & mask] = known
    }

    private mutating func grow() {
        returns = 0
        let old = recent
        recent = [RecentText](repeating: RecentText(), count: old.count * 4)
        for known in old where known.text.second != 0 { enter(known) }
    }

    private mutating func find(_ bytes: UnsafeRawBufferPointer, _ texts: inout Texts) -> TextID {
        if rules.isEmpty { return texts.intern(bytes) }
        if bytes.count < 16 { return clean(bytes, &texts) }
        let raw = texts.intern(bytes)
        if cleaned[raw] >= 0 { return TextID(rawValue: cleaned[raw]) }
        let clean = clean(bytes, &texts)
        cleaned.set(clean.rawValue, of: raw)
        return clean
    }

    private mutating func clean(_ bytes: UnsafeRawBufferPointer, _ texts: inout Texts) -> TextID {
        rules.apply(bytes, into: &cleanBytes)
        return texts.intern(cleanBytes)
    }
}

/// A text of 1 to 15 bytes in two words: its bytes, then its length. The empty text is two zeros.
struct ShortText: Equatable {
    var first: UInt64
    var second: UInt64

    /// Stands for a text that is longer: no short one is like it.
    static let long = ShortText(first: 0, second: .max)

    init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    /// Of the first `count` bytes, 15 at most, of two words.
    @inline(__always)
    init(_ low: UInt64, _ high: UInt64, count: Int) {
        first = low & ByteWords.first(count)
        second = high & ByteWords.first(max(0, count &- 8)) | UInt64(count) &<< 56
    }

    /// Nil for longer texts. Reads whole words: behind a field of a ``Record`` lie at least 40 bytes.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer) {
        let count = bytes.count
        guard count < 16, let base = bytes.baseAddress else { return nil }
        let low = UInt64(littleEndian: base.loadUnaligned(as: UInt64.self))
        let high = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        self.init(low, high, count: count)
    }

    /// How many bytes the text has.
    @inline(__always)
    var count: Int { Int(second &>> 56) }

    /// The same with its bytes one behind the other in memory.
    var bytesInMemory: ShortText { ShortText(first: first.littleEndian, second: second.littleEndian) }

    /// A place in a table, to be cut to its size.
    @inline(__always)
    var place: Int {
        let product = (first ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: second ^ 0xD6E8_FEB8_6659_FD93)
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }
}

/// A short text met before, and its cleaned id.
struct RecentText {
    var text = ShortText(first: 0, second: 0)
    var clean = TextID.blank
}
