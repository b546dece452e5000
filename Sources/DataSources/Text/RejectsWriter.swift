package import Diagnostics
import Notation

/// Writes the rejected rows of a file beside the reason of each, so that they can be mended and read again.
///
/// A CSV source gives a CSV file with its own heading line and one more column, `import_error`; each row is the
/// source's own bytes, but where its fields do not fit the heading: then the whole row stands, quoted, in the
/// first column. A JSON source gives NDJSON, each object with one more member. The reason a row had from an
/// earlier run is replaced. Nothing is written where nothing is rejected, and what an earlier run left is removed.
///
/// The file appears whole, under its name, with ``finish()``. Rows stream to a temporary file beside it.
package final class RejectsWriter {
    package static let column = "import_error"

    /// Where the file will stand.
    package let path: String
    package private(set) var count = 0

    private let folder: String
    /// Whether a column for reasons that the source has stays where it is, under its heading.
    private let keepsColumn: Bool
    private let isSilent: Bool
    private let isDry: Bool
    private var out: OutputFile?
    private var buffer: [UInt8] = []
    private var failure: Diagnostic?

    /// - Parameters:
    ///   - file: the source whose rows are rejected.
    ///   - folder: the folder of rejects; made where it is missing.
    ///   - keepsColumn: whether reasons go into the column for them that the source has, under its heading, for
    ///     a template that another system reads.
    ///   - isSilent: whether rows are counted and not written, as an earlier reading did that.
    ///   - isDry: whether nothing is written, and ``finish()`` says what would be.
    package init(
        _ file: DataFile, folder: String, keepsColumn: Bool = false, isSilent: Bool = false,
        isDry: Bool = false
    ) {
        self.folder = folder
        self.keepsColumn = keepsColumn
        self.isSilent = isSilent
        self.isDry = isDry
        var name = Path.name(of: file.path)
        if file.format == .json, name.lowercased().hasSuffix(".json") { name = name.dropLast(4) + "ndjson" }
        let target = Path.resolve(name, in: folder)
        // Rejects of an earlier run, mended and read again, must not be written over while they are the source.
        if let real = Path.real(target), real == Path.real(file.path) {
            path = Path.resolve("again-" + name, in: folder)
        } else {
            path = target
        }
    }

    /// Takes over the reader's current record. Trouble with the output is told by ``finish()``.
    package func add(_ reader: RecordReader, _ problems: [Diagnostic]) {
        count += 1
        guard failure == nil, !isSilent, !isDry else { return }
        let reason = "line \(reader.line): " + problems.map(\.message).joined(separator: "; ")
        do throws(Diagnostic) {
            if out == nil {
                out = try OutputFile(path, folder: folder)
                if case .csv(let reader) = reader { writeHeading(reader) }
            }
            switch reader {
            case .csv(let reader): writeRow(reader, reason)
            case .json(let reader): writeObject(reader, reason)
            }
            if buffer.count > 65_536 { try flush() }
        } catch {
            failure = error
        }
    }

    /// Ends the file; returns its path, or nil where nothing was rejected.
    @discardableResult
    package func finish() throws(Diagnostic) -> String? {
        if let failure { throw failure }
        if isSilent { return nil }
        if isDry { return count > 0 ? path : nil }
        guard count > 0 else {
            OutputFile.remove(path)
            return nil
        }
        try flush()
        try out?.finish()
        out = nil
        return path
    }

    private func flush() throws(Diagnostic) {
        try out?.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    // MARK: CSV

    private func writeHeading(_ reader: CSVReader) {
        // The mark tells a later reading that this is UTF-8, whatever encoding the project file names.
        if reader.hasByteOrderMark || !reader.isVerbatim { buffer.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
        if keepsColumn, Self.oldColumn(reader) != nil {
            buffer.append(contentsOf: reader.rawHeader)
            return
        }
        let heading = reader.rawHeader.dropLast(reader.lineEnd.count)
        let names = reader.header.map { Array(Self.quoted($0.utf8, reader.delimiter)) }
        if let old = Self.oldColumn(reader) {
            let kept = names.enumerated().filter { $0.offset != old }.map(\.element)
            buffer.append(contentsOf: kept.joined(separator: [reader.delimiter]))
        } else {
            buffer.append(contentsOf: heading)
        }
        buffer.append(reader.delimiter)
        buffer.append(contentsOf: Self.column.utf8)
        buffer.append(contentsOf: reader.lineEnd)
    }

    private func writeRow(_ reader: CSVReader, _ reason: String) {
        let raw = reader.rawRecord
        let old = Self.oldColumn(reader)
        if keepsColumn, let old {
            writeInPlace(reader, reason, old)
            return
        }
        let width = reader.header.count
        let fieldCount = reader.record.fieldCount
        switch reader.problemKind {
        case .unclosedQuote, .textAfterQuote, .tooManyColumns: writeWhole(raw, reader, width, old)
        case .fieldCount where fieldCount > width: writeWhole(raw, reader, width, old)
        case .fieldCount:
            writeFields(raw, reader, old)
            buffer.append(contentsOf: repeatElement(reader.delimiter, count: width - fieldCount))
            if let old, old >= fieldCount { buffer.removeLast() }
        default: writeFields(raw, reader, old)
        }
        buffer.append(reader.delimiter)
        buffer.append(contentsOf: Self.quoted(reason.utf8, reader.delimiter))
        buffer.append(contentsOf: reader.lineEnd)
    }

    private func writeInPlace(_ reader: CSVReader, _ reason: String, _ column: Int) {
        let text = Array(reason.utf8)
        if reader.problemKind == .none {
            RecordText.append(reader, replacing: [column: text], to: &buffer)
        } else {
            var fields = [[UInt8]](repeating: [], count: reader.header.count)
            fields[column == 0 ? 1 : 0] = Array(reader.rawRecord)
            fields[column] = text
            RecordText.append(record: fields, delimiter: reader.delimiter, to: &buffer)
        }
        buffer.append(contentsOf: reader.lineEnd)
    }

    private func writeFields(_ raw: UnsafeRawBufferPointer, _ reader: CSVReader, _ old: Int?) {
        guard let old else {
            buffer.append(contentsOf: raw)
            return
        }
        let kept = reader.rawRanges().enumerated().filter { $0.offset != old }.map(\.element)
        for (i, range) in kept.enumerated() {
            if i > 0 { buffer.append(reader.delimiter) }
            buffer.append(contentsOf: raw[range])
        }
    }

    private func writeWhole(_ raw: UnsafeRawBufferPointer, _ reader: CSVReader, _ width: Int, _ old: Int?) {
        buffer.append(Byte.quote)
        for byte in raw {
            if byte == Byte.quote { buffer.append(Byte.quote) }
            buffer.append(byte)
        }
        buffer.append(Byte.quote)
        let others = width - 1 - (old == nil ? 0 : 1)
        buffer.append(contentsOf: repeatElement(reader.delimiter, count: max(0, others)))
    }

    /// The column in which an earlier run or another system gave its reason.
    private static func oldColumn(_ reader: CSVReader) -> Int? {
        let wanted = Heading.plain(column)
        return reader.header.count > 1 ? reader.header.firstIndex { Heading.plain($0) == wanted } : nil
    }

    private static func quoted(_ text: some Sequence<UInt8>, _ delimiter: UInt8) -> [UInt8] {
        let bytes = Array(text)
        let needsQuotes = bytes.contains {
            $0 == delimiter || $0 == Byte.quote || $0 == Byte.lineFeed || $0 == Byte.carriageReturn
        }
        guard needsQuotes else { return bytes }
        var out = [Byte.quote]
        for byte in bytes {
            if byte == Byte.quote { out.append(Byte.quote) }
            out.append(byte)
        }
        out.append(Byte.quote)
        return out
    }

    // MARK: JSON

    private func writeObject(_ reader: JSONRecordReader, _ reason: String) {
        let members = Self.members(reader.rawRecord)
        var parts = members ?? []
        if members == nil {
            let raw = String(decoding: reader.rawRecord, as: UTF8.self)
            parts.append(Array("\"raw\":\(JSONDiagnosticWriter.quoted(raw))".utf8))
        }
        parts.append(Array("\"\(Self.column)\":\(JSONDiagnosticWriter.quoted(reason))".utf8))
        buffer.append(UInt8(ascii: "{"))
        buffer.append(contentsOf: parts.joined(separator: [Byte.comma]))
        buffer.append(contentsOf: [UInt8(ascii: "}"), Byte.lineFeed])
    }

    /// The members of an object as written, but for an earlier reason and line ends between tokens; nil where the
    /// text is no object.
    private static func members(_ text: UnsafeRawBufferPointer) -> [[UInt8]]? {
        var scanner = JSONScanner(text)
        var out: [[UInt8]] = []
        do throws(JSONSyntaxError) {
            guard try scanner.next().kind == .beginObject else { return nil }
            while true {
                let key = try scanner.next()
                guard key.kind == .key else { break }
                let isOld = scanner.string(key) == column
                try scanner.skipValue()
                if isOld { continue }
                let range = key.range.lowerBound..<scanner.position
                out.append(
                    text[range].map { $0 == Byte.lineFeed || $0 == Byte.carriageReturn ? Byte.space : $0 })
            }
            _ = try scanner.next()
            return out
        } catch {
            return nil
        }
    }
}
