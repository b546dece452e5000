import Glibc

/// What workers ask of the past: is the file of a document still what it would be made into?
struct OutputPast: Sendable {
    enum State {
        /// Nothing is to be done.
        case intact(OutputRecord)
        /// It is to be made, and why; the record where the file still holds what was written, so that it need not be
        /// written where it comes out the same.
        case outdated(OutputChange.Reason, OutputRecord?)
    }

    let writes: Bool
    private let memory: OutputMemory
    private let lateLookupsHold: [Bool]
    private let program: ContentHash
    private let folder: OutputFolder?

    init(_ run: OutputRun) {
        writes = run.writes
        memory = run.memory
        lateLookupsHold = run.lateLookupsHold
        program = run.program
        folder = run.folder
    }

    /// - Parameter closure: of its template as it is now.
    func state(of output: OutputRecord, closure: ContentHash) -> State {
        guard let folder, var record = memory[path: output.path] else { return .outdated(.new, nil) }
        guard let stamp = memory.intactStamp(record, in: folder.descriptor) else {
            let isThere = faccessat(folder.descriptor, output.path, F_OK, AT_SYMLINK_NOFOLLOW) == 0
            return .outdated(isThere ? .edited : .missing, nil)
        }
        record.stamp = stamp
        let run = memory.runs[record.run]
        if record.data != output.data { return .outdated(.data, record) }
        if run.closures[record.closure].hash != closure || !lateLookupsHold[record.run] {
            return .outdated(.template, record)
        }
        if record.style != output.style { return .outdated(.style, record) }
        if run.program != program { return .outdated(.program, record) }
        return .intact(record)
    }
}
