import Commerce
import Glibc
import Notation

/// What earlier runs made in an output folder, and of what: kept beside `manifest.json` in a file for programs,
/// with what only this machine knows (times and inodes). Without it every document is made again.
struct OutputMemory: Sendable {
    static let fileName = ".counterpart-state"
    private static let mark: [UInt8] = Array("counterpart state 2\n".utf8)

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
            bytes.count >= Self.mark.count + Self.sumLength
        else { return }
        // A file cut short or damaged is no memory at all.
        let content = bytes.dropLast(Self.sumLength)
        guard Array(ContentHash(of: Array(content)).hex.utf8) == Array(bytes.suffix(Self.sumLength)),
            let memory = try? OutputMemory(content.dropFirst(Self.mark.count))
        else { return }
        self = memory
        index()
    }

    var bytes: [UInt8] {
        var writer = PartWriter()
        writer.put(Int(FileStamp.now()))
        writer.put(runs) { $1.put($0) }
        var names: [String] = []
        func place(_ name: String) -> Int {
            if let known = names.firstIndex(of: name) { return known }
            names.append(name)
            return names.count - 1
        }
        let places = outputs.map { (kind: place($0.kind), format: place($0.format)) }
        writer.put(names) { $1.put($0) }
        writer.put(outputs.indices) { i, writer in
            writer.put(outputs[i].path)
            writer.put(places[i].kind)
            writer.put(places[i].format)
            writer.put(outputs[i].number)
            writer.put(outputs[i].run)
            writer.put(outputs[i].closure)
            writer.put(outputs[i].data)
            writer.put(outputs[i].style)
            writer.put(outputs[i].hash)
            writer.put(outputs[i].stamp)
        }
        var bytes = Self.mark + writer.bytes
        ContentHash(of: bytes).appendHex(to: &bytes)
        return bytes
    }

    private init(_ bytes: ArraySlice<UInt8>) throws(PartReader.Malformed) {
        var reader = PartReader(bytes)
        written = try reader.small(Int64.self)
        runs = try reader.list { (reader) throws(PartReader.Malformed) in try reader.run() }
        let kinds = try reader.list { (reader) throws(PartReader.Malformed) in try reader.string() }
        func name(_ place: Int) throws(PartReader.Malformed) -> String {
            guard kinds.indices.contains(place) else { throw PartReader.Malformed() }
            return kinds[place]
        }
        outputs = try reader.list { (reader) throws(PartReader.Malformed) in
            OutputRecord(
                path: try reader.string(), kind: try name(try reader.integer()),
                format: try name(try reader.integer()), number: try reader.string(),
                run: try reader.integer(), closure: try reader.integer(), data: try reader.hash(),
                style: try reader.hash(), hash: try reader.hash(), stamp: try reader.stamp())
        }
        let isWhole = outputs.allSatisfy {
            runs.indices.contains($0.run) && runs[$0.run].closures.indices.contains($0.closure)
        }
        guard isWhole, reader.isAtEnd else { throw PartReader.Malformed() }
    }

    /// Of the SHA-256 at the file's end, in digits.
    private static let sumLength = 64

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
