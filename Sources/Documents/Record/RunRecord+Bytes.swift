import Commerce
import Notation

/// What earlier runs asked for and said, in the bytes of ``PartWriter``.
extension PartWriter {
    mutating func put(_ run: RunRecord) {
        put(run.signature)
        put(run.options) { $1.put($0) }
        put(run.program)
        put(Int(run.started))
        put(run.inputs) { input, writer in
            writer.put(input.name)
            writer.put(input.path)
            writer.put(input.stamp)
            writer.put(input.hash) { $1.put($0) }
        }
        put(run.closures) { closure, writer in
            writer.put(closure.template)
            writer.put(closure.hash)
            writer.put(closure.files) { part, writer in
                writer.put(part.path)
                writer.put(part.hash)
            }
        }
        for lookups in [run.lookups, run.lateLookups] {
            put(lookups) { entry, writer in
                writer.put(entry.path)
                writer.put(entry.hash) { $1.put($0) }
                writer.put(entry.isFolder)
            }
        }
        put(run.fileCount)
        put(run.answer) { $1.put($0) }
    }

    private mutating func put(_ answer: RunAnswer) {
        put(answer.findings)
        put(Int(answer.status))
        put(answer.kinds) { tally, writer in
            writer.put(tally.kind.name)
            writer.put(tally.documents)
            writer.put(tally.lines)
            writer.put(tally.unmappedLines)
            writer.put(tally.nonItemLines)
            writer.put(tally.nets) { sum, writer in
                writer.put(sum.currency)
                writer.put(sum.net) { $1.put($0) }
            }
        }
        put(answer.rejectFiles) { $1.put($0) }
        put(answer.fileCount)
        put(answer.staleCount)
    }
}

extension PartReader {
    mutating func run() throws(Malformed) -> RunRecord {
        var run = RunRecord(
            signature: try hash(), options: try strings(), program: try hash(),
            started: try small(Int64.self))
        run.inputs = try list { (reader) throws(Malformed) in
            InputRecord(
                name: try reader.string(), path: try reader.string(), stamp: try reader.stamp(),
                hash: try reader.optionalHash())
        }
        run.closures = try list { (reader) throws(Malformed) in
            ClosureRecord(
                template: try reader.string(), hash: try reader.hash(),
                files: try reader.list { (reader) throws(Malformed) in
                    ClosureRecord.Part(path: try reader.string(), hash: try reader.hash())
                })
        }
        run.lookups = try lookups()
        run.lateLookups = try lookups()
        run.fileCount = try integer()
        run.answer = try optional { (reader) throws(Malformed) in try reader.answer() }
        return run
    }

    private mutating func strings() throws(Malformed) -> [String] {
        try list { (reader) throws(Malformed) in try reader.string() }
    }

    private mutating func optionalHash() throws(Malformed) -> ContentHash? {
        try optional { (reader) throws(Malformed) in try reader.hash() }
    }

    private mutating func lookups() throws(Malformed) -> [TemplateReads.Entry] {
        try list { (reader) throws(Malformed) in
            TemplateReads.Entry(
                path: try reader.string(), hash: try reader.optionalHash(), isFolder: try reader.bool())
        }
    }

    private mutating func answer() throws(Malformed) -> RunAnswer {
        RunAnswer(
            findings: try findings(), status: try small(Int32.self),
            kinds: try list { (reader) throws(Malformed) in try reader.tally() }, rejectFiles: try strings(),
            fileCount: try integer(), staleCount: try integer())
    }

    private mutating func tally() throws(Malformed) -> KindTally {
        let name = try string()
        guard let kind = TradeKind.allCases.first(where: { $0.name == name }) else { throw Malformed() }
        var tally = KindTally(kind)
        tally.documents = try integer()
        tally.lines = try integer()
        tally.unmappedLines = try integer()
        tally.nonItemLines = try integer()
        tally.nets = try list { (reader) throws(Malformed) in
            KindTally.CurrencyNet(
                currency: try reader.string(),
                net: try reader.optional { (reader) throws(Malformed) in try reader.decimal() })
        }
        return tally
    }
}
