package import Diagnostics
import Notation
import Yams

extension Project {
    package static let fileName = "counterpart.yml"

    /// The nearest `counterpart.yml` in a folder or above it, or nil.
    package static func find(from folder: String) -> String? {
        var folder = folder.isEmpty ? "." : folder
        while true {
            let file = Path.resolve(fileName, in: folder)
            if Path.exists(file) { return file }
            guard let here = Path.real(folder), here != "/" else { return nil }
            folder = folder == "." ? ".." : Path.resolve("..", in: folder)
        }
    }

    /// Reads a project file; `path` names it or the folder it lies in.
    ///
    /// - Throws: every problem of the file at once.
    package static func load(_ path: String) throws(DiagnosticList) -> Project {
        let file = Path.isFolder(path) ? Path.resolve(fileName, in: path) : path
        return try parse(try text(of: file), file: file)
    }

    /// As ``load(_:)``, from text already at hand; `file` says where its paths count from.
    package static func parse(_ text: String, file: String) throws(DiagnosticList) -> Project {
        let source = YAMLSource(text: text, file: file)
        let root: Node?
        do {
            try source.refuseDeepNesting()
            // Values are kept as they are written, so Yams need not make out their types: its expressions for
            // that cost more than all the rest of a short run.
            root = try Yams.compose(yaml: text, .basic, Constructor([:], [:], [:]), .utf8)
        } catch {
            throw DiagnosticList([source.diagnostic(error)])
        }
        var parser = ProjectParser(source: source)
        let project = parser.project(root)
        if !parser.problems.isEmpty { throw DiagnosticList(parser.problems.sorted(by: Self.isBefore)) }
        return project
    }

    /// By place in the file.
    private static func isBefore(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
        (a.position?.line ?? 0, a.position?.column ?? 0) < (b.position?.line ?? 0, b.position?.column ?? 0)
    }

    private static func text(of file: String) throws(DiagnosticList) -> String {
        let limit = 1 << 20
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        var have = 0
        do throws(Diagnostic) {
            var source = try ByteSource(file: file, name: file, encoding: nil)
            while have <= limit {
                if have == bytes.count { bytes.append(contentsOf: repeatElement(0, count: have)) }
                let outcome: Result<Int, Diagnostic> = bytes.withUnsafeMutableBytes { target in
                    guard let base = target.baseAddress else { return .success(0) }
                    do throws(Diagnostic) {
                        return .success(try source.read(into: base + have, room: target.count - have))
                    } catch {
                        return .failure(error)
                    }
                }
                let count = try outcome.get()
                if count == 0 { break }
                have += count
            }
        } catch {
            throw DiagnosticList([error])
        }
        bytes.removeLast(bytes.count - have)
        guard have <= limit else {
            throw DiagnosticList([
                .error(
                    "unreadable-file", "`\(file)` is too large for a project file", at: Position(file: file))
            ])
        }
        guard let bad = bytes.withUnsafeBytes(UTF8Text.firstInvalid) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let line = bytes[..<bad].count { $0 == Byte.lineFeed } + 1
        throw DiagnosticList([
            .error(
                "invalid-utf8", "the project file is not valid UTF-8", at: Position(file: file, line: line))
        ])
    }
}
