import Diagnostics

/// What was made from what, for auditors and programs: `manifest.json` in the output folder, with SHA-256 of all
/// that went in and came out, sorted by path. The same inputs and options give the same bytes.
enum DocumentManifest {
    static let fileName = "manifest.json"

    static func json(_ memory: OutputMemory, version: String) -> [UInt8] {
        var out = JSONPieces()
        out.bytes.reserveCapacity(memory.outputs.count * 400)
        out.text("{\"version\":2,\"program\":")
        out.quoted(version)
        out.text(",\"runs\":[")
        for (i, run) in memory.runs.enumerated() {
            out.text(i == 0 ? "\n" : ",\n")
            append(run, to: &out)
        }
        out.text("\n],\"files\":[")
        for (i, output) in memory.outputs.enumerated() {
            out.text(i == 0 ? "\n" : ",\n")
            append(output, memory.runs[output.run], to: &out)
        }
        out.text("\n]}\n")
        return out.bytes
    }

    private static func append(_ run: RunRecord, to out: inout JSONPieces) {
        out.text("{\"options\":[")
        for (i, option) in run.options.enumerated() {
            if i > 0 { out.text(",") }
            out.quoted(option)
        }
        out.text("],\"inputs\":[")
        for (i, input) in run.inputs.enumerated() {
            out.text(i == 0 ? "\n  {\"name\":" : ",\n  {\"name\":")
            out.quoted(input.name)
            out.text(",\"bytes\":\(input.stamp.size),\"sha256\":")
            if let hash = input.hash { out.quoted(hash) } else { out.text("null") }
            out.text("}")
        }
        out.text("],\"templates\":[")
        for (i, closure) in run.closures.enumerated() {
            out.text(i == 0 ? "\n  {\"template\":" : ",\n  {\"template\":")
            out.quoted(closure.template)
            out.text(",\"sha256\":")
            out.quoted(closure.hash)
            out.text(",\"files\":[")
            for (j, part) in closure.files.enumerated() {
                out.text(j == 0 ? "\n    {\"path\":" : ",\n    {\"path\":")
                out.quoted(part.path)
                out.text(",\"sha256\":")
                out.quoted(part.hash)
                out.text("}")
            }
            out.text("]}")
        }
        out.text("]}")
    }

    private static func append(_ output: OutputRecord, _ run: RunRecord, to out: inout JSONPieces) {
        out.text("{\"path\":")
        out.quoted(output.path)
        out.text(",\"kind\":")
        out.quoted(output.kind)
        out.text(",\"number\":")
        out.quoted(output.number)
        out.text(",\"format\":")
        out.quoted(output.format)
        out.text(",\"run\":\(output.run),\"template\":\(output.closure),\"bytes\":\(output.stamp.size)")
        out.text(",\"data\":")
        out.quoted(output.data)
        out.text(",\"sha256\":")
        out.quoted(output.hash)
        out.text("}")
    }
}

/// A JSON text put together from pieces.
private struct JSONPieces {
    var bytes: [UInt8] = []

    mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func quoted(_ text: String) {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        guard isPlain else { return self.text(JSONDiagnosticWriter.quoted(text)) }
        bytes.append(0x22)
        bytes.append(contentsOf: text.utf8)
        bytes.append(0x22)
    }

    mutating func quoted(_ hash: ContentHash) {
        bytes.append(0x22)
        hash.appendHex(to: &bytes)
        bytes.append(0x22)
    }
}
