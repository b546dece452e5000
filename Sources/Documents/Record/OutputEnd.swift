/// What a run leaves behind beside its documents: the list for people, and the memory for the next run.
struct OutputEnd: Sendable {
    private(set) var memory: OutputMemory
    let manifest: [UInt8]
    let manifestHash: ContentHash

    init(_ past: OutputMemory, _ run: RunRecord, _ summary: GenerateSummary, version: String) {
        memory = Self.merged(past, run, summary)
        manifest = DocumentManifest.json(memory, version: version)
        manifestHash = ContentHash(of: manifest)
    }

    /// Adds what the run said; it is the last that is remembered.
    mutating func answer(_ answer: RunAnswer?) {
        guard !memory.runs.isEmpty else { return }
        memory.runs[memory.runs.count - 1].answer = answer
    }

    /// What is known after the run: its own files, and those of earlier runs that it left as they are.
    private static func merged(
        _ past: OutputMemory, _ run: RunRecord, _ summary: GenerateSummary
    ) -> OutputMemory {
        var next = OutputMemory()
        next.runs = past.runs + [run]
        next.outputs.reserveCapacity(past.outputs.count + summary.outputs.count)
        if !past.outputs.isEmpty {
            let own = Set(summary.outputs.map(\.path))
            let gone = Set(summary.removed)
            next.outputs = past.outputs.filter { !own.contains($0.path) && !gone.contains($0.path) }
        }
        for var output in summary.outputs {
            output.run = past.runs.count
            next.outputs.append(output)
        }
        next.outputs.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        next.dropEmptyRuns()
        return next
    }
}
