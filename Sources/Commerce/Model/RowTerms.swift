/// What many mapping rows have in common. 24 bytes.
struct RowTerms: Sendable, Hashable {
    var unit: TextID
    var revision: TextID
    var unitFactor: Int32
    /// Of rows whose days do not fit ``PackedDays``, else 0.
    var validFrom: Int32
    var validTo: Int32
    var isPreferred: Bool
    var isActive: Bool

    /// As `Hasher` would, but in a few steps: it is done for every row of a file.
    @inline(__always)
    var place: Int {
        let texts =
            UInt64(UInt32(bitPattern: unit.rawValue)) | UInt64(UInt32(bitPattern: revision.rawValue)) << 32
        let days = UInt64(UInt32(bitPattern: validFrom)) | UInt64(UInt32(bitPattern: validTo)) << 32
        let rest = UInt64(UInt32(bitPattern: unitFactor)) << 2 | (isPreferred ? 2 : 0) | (isActive ? 1 : 0)
        let a = (texts ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: days ^ 0xD6E8_FEB8_6659_FD93)
        let b = (rest ^ a.low ^ a.high).multipliedFullWidth(by: 0x2545_F491_4F6C_DD1D)
        return Int(truncatingIfNeeded: b.high ^ b.low)
    }
}

/// The distinct terms of a mapping file, each once.
struct RowTermsTable: Sendable {
    private var entries: [RowTerms] = []
    /// Open addressing: the index of an entry plus one, 0 for an empty slot.
    private var slots = [Int32](repeating: 0, count: 64)
    private var last: Int32 = -1

    @inline(__always)
    subscript(place: Int32) -> RowTerms { entries[Int(place)] }

    /// The days of a row, and where its terms stand, added where they are new.
    @inline(__always)
    mutating func place(_ row: MappingRow) -> (PackedDays, Int32) {
        let days = row.isActive ? PackedDays(from: row.validFrom, to: row.validTo) : nil
        let terms = RowTerms(
            unit: row.unit, revision: row.revision, unitFactor: row.unitFactor,
            validFrom: days == nil ? row.validFrom : 0, validTo: days == nil ? row.validTo : 0,
            isPreferred: row.isPreferred, isActive: row.isActive)
        if last < 0 || entries[Int(last)] != terms { last = find(terms) }
        return (days ?? .inTerms, last)
    }

    /// All terms, by their places.
    var all: [RowTerms] { entries }

    /// The place of terms, added where they are new.
    mutating func place(of terms: RowTerms) -> Int32 { find(terms) }

    private mutating func find(_ terms: RowTerms) -> Int32 {
        let mask = slots.count - 1
        var slot = terms.place & mask
        while slots[slot] > 0 {
            if entries[Int(slots[slot]) - 1] == terms { return slots[slot] - 1 }
            slot = (slot + 1) & mask
        }
        entries.append(terms)
        slots[slot] = Int32(truncatingIfNeeded: entries.count)
        if entries.count * 2 > slots.count { grow() }
        return Int32(truncatingIfNeeded: entries.count - 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (at, terms) in entries.enumerated() {
            var slot = terms.place & mask
            while slots[slot] > 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: at + 1)
        }
    }
}
