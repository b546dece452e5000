import Synchronization

/// Every file that was looked for while a template was compiled and rendered, so that a later run can tell whether
/// the same would be found.
final class TemplateReads: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        /// A shipped template's begins with `shipped/`.
        var path: String
        /// Nil where there was no such file.
        var hash: ContentHash?
        /// The names in a folder, not a file.
        var isFolder = false
    }

    private let entries = Mutex<[String: Entry]>([:])

    func note(_ path: String, _ bytes: [UInt8]?) {
        let isKnown = entries.withLock { $0[path] != nil }
        if isKnown { return }
        let entry = Entry(path: path, hash: bytes.map { ContentHash(of: $0) })
        entries.withLock { $0[path] = entry }
    }

    func note(folder path: String, _ names: Set<String>) {
        let entry = Entry(path: path, hash: Self.hash(of: names), isFolder: true)
        entries.withLock { $0[path] = entry }
    }

    static func hash(of names: Set<String>) -> ContentHash {
        var hasher = ContentHasher()
        for name in names.sorted() { hasher.add(name) }
        return hasher.finish()
    }

    /// In the order of the paths.
    var all: [Entry] { entries.withLock { $0.values.sorted { $0.path < $1.path } } }

    /// What was found, as one value.
    func closure(of template: String) -> ClosureRecord {
        let files = all.compactMap { entry in
            entry.hash.map { ClosureRecord.Part(path: entry.path, hash: $0) }
        }
        var hasher = ContentHasher()
        for file in files {
            hasher.add(file.path)
            hasher.add(file.hash)
        }
        return ClosureRecord(template: template, hash: hasher.finish(), files: files)
    }

    static func == (a: TemplateReads, b: TemplateReads) -> Bool { a === b }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension TemplateReads.Entry {
    /// Whether the same would be found now. Shipped templates are part of the program.
    var stillHolds: Bool {
        if isFolder { return TemplateReads.hash(of: FileBytes.names(in: path)) == hash }
        if path.hasPrefix(TemplateFolders.shippedPrefix) { return true }
        return ContentHash.ofInput(path) == hash
    }
}
