import Commerce
import Glibc
import Notation

/// What earlier runs made in an output folder, and of what: kept beside `manifest.json` in a file for programs,
/// with what only this machine knows (times and inodes). Without it every document is made again.
struct OutputMemory: Sendable {
    static let fileName = ".counterpart-state"
    private static let mark: [UInt8] = Array("counterpart state 1\n".utf8)

    var runs: [RunRecord] = []
    var outputs: [OutputRecord] = []
    /// When it was written, by the clock of files: what changed from then on was changed by somebody else.
    var written = Int64.min
    private var places: [String: Int] = [:]

    init() {}

    subscript(path path: String) -> OutputRecord? { places[path].map { outputs[$0] } }

    /// The latest run that was asked for the same.
    func run(of signature: ContentHash) -> Int? { runs.lastIndex { $0.signature == signature } }

    mutating func index() {
        places.removeAll(keepingCapacity: true)
        places.reserveCapacity(outputs.count)
        for (i, output) in outputs.enumerated() { places[output.path] = i }
    }

    /// Whether the file still has the bytes that were written: by its stamp, or where that moved by the bytes
    /// themselves. The stamp as it is now; nil where the file is gone or edited.
    func intactStamp(_ output: OutputRecord, in folder: Int32) -> FileStamp? {
        guard let stamp = FileStamp(of: output.path, in: folder) else { return nil }
        if stamp.holdsSameBytes(as: output.stamp), stamp.changed < written { return output.stamp }
        guard stamp.size == output.stamp.size, ContentHash.ofFile(output.path, in: folder) == output.hash
        else { return nil }
        // An edit while the file was read would show in its stamp.
        return FileStamp(of: output.path, in: folder) == stamp ? stamp : nil
    }

    /// Forgets runs that no file is of, and gives the others numbers in their order.
    mutating func dropEmptyRuns() {
        var used = Set(outputs.map(\.run))
        // The last run is remembered also where it made nothing.
        if !runs.isEmpty { used.insert(runs.count - 1) }
        var places: [Int: Int] = [:]
        var kept: [RunRecord] = []
        for (i, run) in runs.enumerated() where used.contains(i) {
            places[i] = kept.count
            kept.append(run)
        }
        runs = kept
        for i in outputs.indices { outputs[i].run = places[outputs[i].run] ?? 0 }
    }
}

extension OutputMemory {
    /// Of a folder; empty where there is none, or the file is damaged.
    init(in folder: Int32) {
        guard let bytes = Self.read(folder), bytes.starts(with: Self.mark),
            bytes.count >= Self.mark.count + 32
        else { return }
        // A file cut short or damaged is no memory at all.
        var sum = RecordReader(Array(bytes.suffix(32)))
        guard sum.hash() == ContentHash(of: Array(bytes.dropLast(32))) else { return }
        var reader = RecordReader(Array(bytes.dropFirst(Self.mark.count).dropLast(32)))
        let written = reader.number()
        let runs = reader.list { Self.run(&$0) }
        let kinds = reader.list { $0.text() }
        func name(_ place: Int) -> String { kinds.indices.contains(place) ? kinds[place] : "" }
        let outputs = reader.list { reader in
            OutputRecord(
                path: reader.text(), kind: name(reader.int()), format: name(reader.int()),
                number: reader.text(), run: reader.int(), closure: reader.int(), data: reader.hash(),
                style: reader.hash(), hash: reader.hash(), stamp: reader.stamp())
        }
        guard !reader.isBroken,
            outputs.allSatisfy({
                runs.indices.contains($0.run) && runs[$0.run].closures.indices.contains($0.closure)
            })
        else { return }
        self.written = written
        self.runs = runs
        self.outputs = outputs
        index()
    }

    var bytes: [UInt8] {
        var writer = RecordWriter()
        writer.put(FileStamp.now())
        writer.put(runs) { Self.put($1, &$0) }
        var names: [String] = []
        func place(_ name: String) -> Int {
            if let known = names.firstIndex(of: name) { return known }
            names.append(name)
            return names.count - 1
        }
        let places = outputs.map { (place($0.kind), place($0.format)) }
        writer.put(names) { $0.put($1) }
        writer.put(outputs.count)
        for (output, (kind, format)) in zip(outputs, places) {
            writer.put(output.path)
            writer.put(kind)
            writer.put(format)
            writer.put(output.number)
            writer.put(output.run)
            writer.put(output.closure)
            writer.put(output.data)
            writer.put(output.style)
            writer.put(output.hash)
            writer.put(output.stamp)
        }
        var bytes = Self.mark + writer.bytes
        var sum = RecordWriter()
        sum.put(ContentHash(of: bytes))
        bytes += sum.bytes
        return bytes
    }

    private static func read(_ folder: Int32) -> [UInt8]? {
        let file = openat(folder, fileName, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 31 else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress.map { $0 + done }, $0.count - done)
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return nil }
            done += count
        }
        return bytes
    }
}

extension OutputMemory {
    private static func put(_ run: RunRecord, _ writer: inout RecordWriter) {
        writer.put(run.signature)
        writer.put(run.options) { $0.put($1) }
        writer.put(run.program)
        writer.put(run.started)
        writer.put(run.inputs) { writer, input in
            writer.put(input.name)
            writer.put(input.path)
            writer.put(input.stamp)
            writer.put(input.hash) { $0.put($1) }
        }
        writer.put(run.closures) { writer, closure in
            writer.put(closure.template)
            writer.put(closure.hash)
            writer.put(closure.files) { writer, part in
                writer.put(part.path)
                writer.put(part.hash)
            }
        }
        for lookups in [run.lookups, run.lateLookups] {
            writer.put(lookups) { writer, entry in
                writer.put(entry.path)
                writer.put(entry.hash) { $0.put($1) }
                writer.put(entry.isFolder ? 1 : 0)
            }
        }
        writer.put(run.fileCount)
        writer.put(run.answer) { $0.put($1) }
    }

    private static func run(_ reader: inout RecordReader) -> RunRecord {
        func lookups(_ reader: inout RecordReader) -> [TemplateReads.Entry] {
            reader.list {
                TemplateReads.Entry(
                    path: $0.text(), hash: $0.optional { $0.hash() }, isFolder: $0.int() == 1)
            }
        }
        var run = RunRecord(
            signature: reader.hash(), options: reader.list { $0.text() }, program: reader.hash(),
            started: reader.number())
        run.inputs = reader.list {
            InputRecord(
                name: $0.text(), path: $0.text(), stamp: $0.stamp(), hash: $0.optional { $0.hash() })
        }
        run.closures = reader.list {
            ClosureRecord(
                template: $0.text(), hash: $0.hash(),
                files: $0.list { ClosureRecord.Part(path: $0.text(), hash: $0.hash()) })
        }
        run.lookups = lookups(&reader)
        run.lateLookups = lookups(&reader)
        run.fileCount = reader.int()
        run.answer = reader.optional { $0.answer() }
        return run
    }
}

extension RecordWriter {
    fileprivate mutating func put(_ answer: RunAnswer) {
        put(answer.findings)
        put(Int(answer.status))
        put(answer.kinds) { writer, tally in
            writer.put(tally.kind.name)
            writer.put(tally.documents)
            writer.put(tally.lines)
            writer.put(tally.unmappedLines)
            writer.put(tally.nonItemLines)
            writer.put(tally.nets) { writer, sum in
                writer.put(sum.currency)
                writer.put(sum.net) { (writer: inout RecordWriter, net: ExactDecimal) in
                    writer.put(Int64(truncatingIfNeeded: net.mantissa >> 64))
                    writer.put(Int64(truncatingIfNeeded: net.mantissa))
                    writer.put(Int(net.scale))
                }
            }
        }
        put(answer.rejectFiles) { $0.put($1) }
        put(answer.fileCount)
        put(answer.staleCount)
    }
}

extension RecordReader {
    fileprivate mutating func answer() -> RunAnswer {
        RunAnswer(
            findings: findings(), status: Int32(truncatingIfNeeded: int()),
            kinds: list { reader in
                let name = reader.text()
                var tally = KindTally(TradeKind.allCases.first { $0.name == name } ?? .invoice)
                tally.documents = reader.int()
                tally.lines = reader.int()
                tally.unmappedLines = reader.int()
                tally.nonItemLines = reader.int()
                tally.nets = reader.list {
                    KindTally.CurrencyNet(currency: $0.text(), net: $0.optional { $0.decimal() })
                }
                return tally
            }, rejectFiles: list { $0.text() }, fileCount: int(), staleCount: int())
    }

    private mutating func decimal() -> ExactDecimal {
        let high = Int128(number()) << 64
        let low = Int128(UInt64(bitPattern: number()))
        return ExactDecimal(mantissa: high | low, scale: int())
    }
}
