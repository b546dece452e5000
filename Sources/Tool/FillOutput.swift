import DataSources
import Diagnostics
import Documents

/// Where a filled file goes: stdout or a file, in the encoding of its source.
struct FillOutput: ~Copyable {
    private var sink: ByteSink
    private var encoder: TextEncoder
    private(set) var pending: [UInt8] = []

    init(_ path: String?, encoding: TextEncoding) throws(Diagnostic) {
        sink = if let path { try ByteSink(file: path) } else { ByteSink(descriptor: 1, name: "stdout") }
        encoder = TextEncoder(encoding)
    }

    /// Lets `body` append UTF-8 text.
    mutating func append(_ body: (inout [UInt8]) -> Void) throws(Diagnostic) {
        body(&pending)
        if pending.count > 65_536 { try flush() }
    }

    private mutating func flush() throws(Diagnostic) {
        guard let bytes = encoder.encode(pending) else {
            throw .error(
                "unencodable", "a number to fill in has characters that the file's encoding has not",
                hint: "export the file as UTF-8")
        }
        sink.append(bytes)
        pending.removeAll(keepingCapacity: true)
    }

    consuming func finish() throws(Diagnostic) {
        try flush()
        try sink.finish()
    }
}
