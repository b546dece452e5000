import Commerce
import Diagnostics

/// What a run made from what, for programs: `manifest.json` in the output folder, sorted by path.
enum DocumentManifest {
    static let fileName = "manifest.json"

    static func json(_ files: [WrittenFile]) -> [UInt8] {
        func quoted(_ text: String) -> String { JSONDiagnosticWriter.quoted(text) }
        let sorted = files.map { (path: $0.path, file: $0) }.sorted {
            $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        }
        var out: [UInt8] = Array("{\"version\":1,\"files\":[".utf8)
        for (i, entry) in sorted.enumerated() {
            let file = entry.file
            out.append(contentsOf: (i == 0 ? "\n" : ",\n").utf8)
            let text =
                "{\"path\":\(quoted(entry.path)),\"kind\":\(quoted(file.kind.name)),"
                + "\"number\":\(quoted(file.number)),\"format\":\(quoted(file.format.rawValue)),"
                + "\"template\":\(quoted(file.template)),\"bytes\":\(file.bytes)}"
            out.append(contentsOf: text.utf8)
        }
        out.append(contentsOf: "\n]}\n".utf8)
        return out
    }
}
