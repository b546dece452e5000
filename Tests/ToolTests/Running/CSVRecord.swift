/// Where the fields of one record stand; a text is made only where a test wants it.
struct CSVRecord {
    var base: UnsafePointer<UInt8>
    /// From and to, quotes and a closing CR still on.
    var fields: [(Int, Int)] = []

    init(base: UnsafePointer<UInt8>) {
        self.base = base
    }

    func texts() -> [String] {
        fields.indices.map { text($0) }
    }

    func text(_ index: Int) -> String {
        guard index < fields.count else { return "(no field)" }
        var (from, to) = fields[index]
        if index == fields.count - 1, to > from, base[to - 1] == 0x0D { to -= 1 }
        guard to - from >= 2, base[from] == 0x22 else {
            return String(decoding: UnsafeBufferPointer(start: base + from, count: to - from), as: UTF8.self)
        }
        var out: [UInt8] = []
        from += 1
        while from < to - 1 {
            out.append(base[from])
            from += base[from] == 0x22 ? 2 : 1
        }
        return String(decoding: out, as: UTF8.self)
    }
}
