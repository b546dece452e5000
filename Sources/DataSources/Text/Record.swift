package import Diagnostics

/// Where the bytes of one field lie, counted from the record's base.
package struct FieldRange: Sendable {
    package var offset: UInt32
    package var count: UInt32
}

/// The record a reader stands on: a view into the reader's buffer, valid until its next `next()`.
///
/// Trivial and 24 bytes, made to be held in a local while its fields are read. Behind the last byte of every
/// field at least 40 more bytes of the buffer may be read (their content means nothing), so that hashing by
/// words needs no care at the end.
package struct Record {
    /// The base that the offsets of `fields` count from.
    package let base: UnsafeRawPointer
    package let fields: UnsafePointer<FieldRange>
    package let fieldCount: Int

    /// The bytes of a field: valid UTF-8, without the quotes around it, doubled quotes made single. Empty for
    /// a column that the file does not have (-1).
    package subscript(_ column: Int) -> UnsafeRawBufferPointer {
        @inline(__always) get {
            guard UInt(bitPattern: column) < UInt(bitPattern: fieldCount) else {
                return UnsafeRawBufferPointer(start: base, count: 0)
            }
            let field = fields[column]
            return UnsafeRawBufferPointer(start: base + Int(field.offset), count: Int(field.count))
        }
    }

    /// A field as text, for messages and values read once.
    package func text(_ column: Int) -> String {
        String(decoding: self[column], as: UTF8.self)
    }
}

/// Records that follow one another, each with the same number of fields: a view as ``Record`` is, for loops over one
/// column of many.
package struct RecordBlock {
    private let base: UnsafeRawPointer
    private let fields: UnsafePointer<FieldRange>
    private let columns: Int
    package let count: Int
    /// The line of the first record; each of the others stands on the next.
    package let line: Int

    init(
        base: UnsafeRawPointer, fields: UnsafePointer<FieldRange>, columns: Int, count: Int, line: Int
    ) {
        self.base = base
        self.fields = fields
        self.columns = columns
        self.count = count
        self.line = line
    }

    init(_ record: Record, line: Int) {
        self.init(base: record.base, fields: record.fields, columns: record.fieldCount, count: 1, line: line)
    }

    /// As ``Record``'s, of one of the records.
    package subscript(_ record: Int, _ column: Int) -> UnsafeRawBufferPointer {
        @inline(__always) get {
            guard UInt(bitPattern: column) < UInt(bitPattern: columns) else {
                return UnsafeRawBufferPointer(start: base, count: 0)
            }
            let field = fields[record &* columns &+ column]
            return UnsafeRawBufferPointer(start: base + Int(field.offset), count: Int(field.count))
        }
    }
}

/// Where in a file something stands, and the line it stands in: what a ``Diagnostic`` needs to point at it.
package struct Place: Sendable, Hashable {
    package var position: Position
    package var excerpt: String?

    package init(position: Position, excerpt: String? = nil) {
        self.position = position
        self.excerpt = excerpt
    }
}
