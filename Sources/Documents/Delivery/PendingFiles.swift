import Commerce

/// Files that a worker made and did not write yet: it comes to a folder with many at once.
struct PendingFiles: Sendable {
    struct File: Sendable {
        var output: OutputRecord
        var reason: OutputChange.Reason
    }

    /// A worker with more waits for the folder.
    static let mostBytes = 1 << 20

    /// Of each kind, whose files go into one folder; in the order of the kinds, and the files as they came.
    private(set) var groups: [(kind: TradeKind, group: FileGroup, files: [File])] = []
    private(set) var byteCount = 0

    mutating func add(
        _ bytes: [UInt8], _ output: OutputRecord, _ reason: OutputChange.Reason, _ kind: TradeKind
    ) {
        let at = groups.firstIndex { $0.kind.rawValue >= kind.rawValue } ?? groups.count
        if at == groups.count || groups[at].kind != kind { groups.insert((kind, FileGroup(), []), at: at) }
        let name = output.path.utf8.dropFirst(kind.name.utf8.count + 1)
        groups[at].group.add(bytes, name: String(name) ?? "")
        groups[at].files.append(File(output: output, reason: reason))
        byteCount += bytes.count
    }

    /// Forgets the files of a group, and keeps the room.
    mutating func empty(_ at: Int) {
        byteCount -= groups[at].group.bytes.count
        groups[at].group.removeAll()
        groups[at].files.removeAll(keepingCapacity: true)
    }
}
