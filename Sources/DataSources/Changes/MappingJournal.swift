package import Diagnostics

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The changes of a mapping file, one line of JSON each, in `NAME.journal` beside it. Lines are only ever added.
package struct MappingJournal: Sendable {
    package let path: String
    package private(set) var entries: [JournalEntry] = []
    /// Bytes of whole lines; what stands behind is the rest of a line whose writing was cut off.
    private var length = 0

    /// Reads the journal of a file; an absent one is empty.
    package init(besides file: String) throws(Diagnostic) {
        path = file + ".journal"
        guard Path.exists(path) else { return }
        let bytes = try WholeFile.bytes(path, name: path)
        bytes.withUnsafeBytes { bytes in
            var start = 0
            while let end = bytes[start...].firstIndex(of: Byte.lineFeed) {
                if let entry = JournalEntry(line: UnsafeRawBufferPointer(rebasing: bytes[start..<end])) {
                    entries.append(entry)
                }
                start = end + 1
            }
            length = start
        }
    }

    package var nextNumber: Int { (entries.map(\.number).max() ?? 0) + 1 }

    /// The changes that hold, oldest first: those that were made and not taken back.
    ///
    /// - Parameter now: the fingerprint of the file. Where the program was killed between writing the journal and
    ///   giving the file its name, the last change was never made, and the file is what it was before.
    package func standing(now: String) -> [JournalEntry] {
        var stack: [JournalEntry] = []
        for entry in entries {
            stack.removeAll { entry.undoes.contains($0.number) }
            if !entry.isUndo { stack.append(entry) }
        }
        let unmade = unmade(now: now)
        return stack.filter { $0.number != unmade?.number }
    }

    /// The last entry, where it never came to be.
    package func unmade(now: String) -> JournalEntry? {
        entries.last.flatMap { $0.before == now && $0.after != now ? $0 : nil }
    }

    /// Adds an entry and waits until it is on the disk; leaves the journal as it was where that fails.
    func append(_ entry: JournalEntry) throws(Diagnostic) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputFile.unwritable(path) }
        defer { _ = close(descriptor) }
        guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, off_t(length), SEEK_SET) >= 0
        else {
            throw OutputFile.unwritable(path)
        }
        let line = Array(entry.line.utf8)
        var done = 0
        while done < line.count {
            let count = line.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + done }, line.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw taking(back: descriptor) }
            done += count
        }
        guard fsync(descriptor) == 0 else { throw taking(back: descriptor) }
    }

    private func taking(back descriptor: Int32) -> Diagnostic {
        let problem = OutputFile.unwritable(path)
        _ = ftruncate(descriptor, off_t(length))
        return problem
    }

    /// Takes off what ``append(_:)`` added.
    func removeLast() {
        _ = truncate(path, off_t(length))
        if length == 0 { _ = unlink(path) }
    }
}

extension JournalEntry {
    /// Whether it takes other changes back, so that it is none to be taken back itself.
    var isUndo: Bool { what == "undo" }
}

/// Reads files whole.
package enum WholeFile {
    package static func bytes(_ path: String, name: String) throws(Diagnostic) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(name) }
        defer { _ = close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Path.size(path) + 4_096)
        var have = 0
        while true {
            if have == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
            let room = bytes.count - have
            let count = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress.map { $0 + have }, room)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(name) }
            if count == 0 { break }
            have += count
        }
        bytes.removeLast(bytes.count - have)
        return bytes
    }

    private static func failure(_ name: String) -> Diagnostic {
        let reason = String(cString: strerror(errno))
        return .error(
            "unreadable-file", "cannot read `\(name)`: \(reason.prefix(1).lowercased() + reason.dropFirst())",
            at: Position(file: name))
    }
}
