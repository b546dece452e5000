package import Diagnostics
import Glibc

/// One run over an output folder: what earlier runs left there, and what this one makes of it.
///
/// The folder is locked while this lives. A run that makes nothing, but only says what it would make, locks nothing
/// and makes no folder.
package final class OutputRun {
    /// A file that the documents are made of: the project file, tables, pictures.
    package struct Input: Sendable {
        package var name: String
        package var path: String

        package init(name: String, path: String) {
            self.name = name
            self.path = path
        }
    }

    let folder: OutputFolder?
    let memory: OutputMemory
    let writes: Bool
    /// Of each remembered run, whether templates that were found by names from the data are what they were.
    let lateLookupsHold: [Bool]
    let program: ContentHash
    private let version: String
    private let signature: ContentHash
    private let options: [String]
    private let started = FileStamp.now()
    private let inputs: [InputRecord]
    /// Their hashes, made on a thread of its own while the run goes on.
    private var hashing: Task<[ContentHash?], Never>?
    private var ending: Task<OutputEnd, Never>?

    /// - Parameters:
    ///   - options: all that decides what is made of the inputs, in words.
    ///   - version: of the program, as people read it.
    ///   - writes: false for a run that only says what it would do.
    package init(
        _ path: String, options: [String] = [], inputs: [Input] = [], version: String = "",
        writes: Bool = true
    ) throws(Diagnostic) {
        self.options = options
        self.version = version
        self.writes = writes
        if writes {
            let folder = try OutputFolder(path)
            try folder.lock()
            self.folder = folder
        } else {
            folder = OutputFolder(existing: path)
        }
        memory = folder.map { OutputMemory(in: $0.descriptor) } ?? OutputMemory()
        lateLookupsHold = memory.runs.map { $0.lateLookups.allSatisfy(\.stillHolds) }
        var hasher = ContentHasher()
        for word in options { hasher.add(word) }
        signature = hasher.finish()
        program = Self.program(version)
        self.inputs = inputs.map {
            InputRecord(
                name: $0.name, path: $0.path, stamp: FileStamp(ofInput: $0.path) ?? FileStamp(), hash: nil)
        }
    }

    /// The build that runs: its version, and the size and time of its file.
    private static func program(_ version: String) -> ContentHash {
        let stamp = FileStamp(ofInput: "/proc/self/exe") ?? FileStamp()
        return ContentHash(of: "\(version) \(stamp.size) \(stamp.modified)")
    }

    /// Begins to hash the inputs, beside whatever comes next.
    package func hashInputs() {
        guard writes, hashing == nil else { return }
        let paths = inputs.map(\.path)
        hashing = Task.detached { paths.map { ContentHash.ofInput($0) } }
    }

    // MARK: Nothing to do

    /// What the last run of the same options said, where everything it read and wrote is as it left it. Nothing but
    /// templates is read: files are taken as unchanged where size, times and inode are, else by their bytes.
    package func unchanged() -> RunAnswer? {
        guard let folder, let at = memory.run(of: signature) else { return nil }
        let run = memory.runs[at]
        guard run.program == program, let answer = run.answer, lateLookupsHold[at],
            inputsHold(run), answer.rejectFiles.allSatisfy({ FileStamp(ofInput: $0) != nil }),
            run.lookups.allSatisfy(\.stillHolds)
        else { return nil }
        var count = 0
        for output in memory.outputs where output.run == at {
            guard memory.intactStamp(output, in: folder.descriptor) == output.stamp else { return nil }
            count += 1
        }
        return count == run.fileCount ? answer : nil
    }

    private func inputsHold(_ run: RunRecord) -> Bool {
        guard run.inputs.count == inputs.count else { return false }
        return zip(run.inputs, inputs).allSatisfy { old, new in
            guard old.path == new.path, old.name == new.name else { return false }
            // A file that changed in the moment the run began may have changed twice.
            if old.stamp == new.stamp, old.stamp.changed < run.started { return true }
            return old.hash != nil && ContentHash.ofInput(new.path) == old.hash
        }
    }

    // MARK: The end

    /// Begins to put together what is remembered of the documents, beside whatever comes before ``finish``.
    package func beginEnd(_ summary: GenerateSummary) {
        guard writes, folder != nil, !summary.outputs.isEmpty || !memory.outputs.isEmpty else { return }
        hashInputs()
        var run = RunRecord(
            signature: signature, options: options, program: program, started: started)
        run.inputs = inputs
        run.closures = summary.templates.closures
        run.lookups = summary.templates.lookups
        run.lateLookups = summary.templates.lateLookups
        run.fileCount = summary.outputs.count
        ending = Task.detached { [run, memory, version, hashing] in
            var run = run
            for (i, hash) in zip(run.inputs.indices, await hashing?.value ?? []) { run.inputs[i].hash = hash }
            return OutputEnd(memory, run, summary, version: version)
        }
    }

    /// Remembers what was made: `manifest.json`, then the file for the next run.
    ///
    /// - Parameters:
    ///   - answer: what the run said, for a next run that finds nothing to do; nil where that cannot be said again.
    package func finish(_ summary: borrowing GenerateSummary, answer: RunAnswer?) async -> Diagnostic? {
        if ending == nil { beginEnd(copy summary) }
        guard let folder, var end = await ending?.value else { return nil }
        end.answer(answer)
        do throws(Diagnostic) {
            let known = ContentHash.ofFile(DocumentManifest.fileName, in: folder.descriptor)
            if known != end.manifestHash {
                try folder.write(end.manifest, to: DocumentManifest.fileName, worker: 0)
            }
            try folder.write(end.memory.bytes, to: OutputMemory.fileName, worker: 0)
            return nil
        } catch {
            return error
        }
    }
}
