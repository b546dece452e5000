import Diagnostics
import Synchronization

/// Takes documents from all workers and puts them, in the order of the plan, into one file or a few.
final class DocumentPack: Sendable {
    private struct State {
        /// The batch that is written next; later ones wait.
        var next = 0
        var waiting: [Int: [PackedPart]] = [:]
        var files: [PackedFile] = []
    }

    private let packing: Packing
    private let folder: OutputFolder?
    private let archive: String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - archive: the name of an archive, without its ending.
    ///   - folder: nil where the files are only to be measured.
    init(_ packing: Packing, archive: String, in folder: OutputFolder?) {
        self.packing = packing
        self.archive = archive
        self.folder = folder
    }

    /// Takes what was made of a batch of documents. Every batch comes once, in any order.
    func add(_ parts: [PackedPart], batch: Int) {
        state.withLock { state in
            state.waiting[batch] = parts
            while let parts = state.waiting.removeValue(forKey: state.next) {
                for part in parts { append(part, &state.files) }
                state.next += 1
            }
        }
    }

    /// Takes a document that was ready only after all batches.
    func add(late part: PackedPart) {
        state.withLock { append(part, &$0.files) }
    }

    private func append(_ part: PackedPart, _ files: inout [PackedFile]) {
        let name =
            packing.isArchive
            ? "\(archive).\(packing.rawValue)" : "\(part.kind).\(part.format.rawValue)"
        if let at = files.firstIndex(where: { $0.name == name }) { return files[at].append(part) }
        var file = PackedFile(name, packing, part, in: folder)
        file.append(part)
        files.append(file)
    }

    /// Ends all files.
    ///
    /// - Returns: a record of each, without its run, and what could not be written.
    func finish(_ past: OutputMemory) -> (records: [OutputRecord], problems: [Diagnostic]) {
        state.withLock { state in
            var records: [OutputRecord] = []
            var problems: [Diagnostic] = []
            for at in state.files.indices {
                do throws(Diagnostic) {
                    records.append(try state.files[at].finish(past, in: folder))
                } catch {
                    problems.append(error)
                }
            }
            return (records, problems)
        }
    }
}

/// One file that documents are put into.
private struct PackedFile {
    let name: String
    private let packing: Packing
    private let kind: String
    private let format: DocumentFormat
    private var file: StreamedFile
    private var zip = ZipWriter()
    private var page = CombinedPage()
    private var count = 0

    init(_ name: String, _ packing: Packing, _ part: PackedPart, in folder: OutputFolder?) {
        self.name = name
        self.packing = packing
        kind = packing.isArchive ? "archive" : part.kind
        format = part.format
        file = StreamedFile(name, in: folder)
    }

    mutating func append(_ part: PackedPart) {
        defer { count += 1 }
        switch part.content {
        case .entry(let entry): zip.append(part.path, entry, to: &file)
        case .bytes(let bytes) where packing == .tar: TarWriter.append(part.path, bytes, to: &file)
        case .bytes(let bytes): combine(bytes)
        }
    }

    private mutating func combine(_ bytes: [UInt8]) {
        switch format {
        case .csv: file.append(count == 0 ? bytes[...] : bytes.afterFirstLine)
        case .markdown:
            if count > 0 { file.append("\n<div style=\"break-before: page\"></div>\n\n".utf8) }
            file.append(bytes)
        default: page.append(bytes, to: &file)
        }
    }

    mutating func finish(_ past: OutputMemory, in folder: OutputFolder?) throws(Diagnostic) -> OutputRecord {
        switch packing {
        case .zip: zip.end(&file)
        case .tar: TarWriter.end(&file)
        case .files, .combined: if format != .csv, format != .markdown { page.end(&file) }
        }
        var known = past[path: name]
        if let record = known, let folder {
            let stamp = past.intactStamp(record, in: folder.descriptor)
            known = stamp == nil ? nil : record
            if let stamp { known?.stamp = stamp }
        }
        let (hash, stamp) = try file.finish(known: known)
        let format = packing.isArchive ? packing.rawValue : self.format.rawValue
        return OutputRecord(
            path: name, kind: kind, format: format, number: "", run: 0, closure: 0, data: hash, style: hash,
            hash: hash, stamp: stamp)
    }
}

extension [UInt8] {
    /// All behind the first CR LF.
    fileprivate var afterFirstLine: ArraySlice<UInt8> {
        firstIndex(of: 0x0A).map { self[($0 + 1)...] } ?? []
    }
}
