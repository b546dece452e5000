import Commerce
package import Diagnostics
import Glibc

extension Project {
    /// What a checksum is made over.
    package enum Inputs: Sendable {
        /// The project file and all data files but the invoices.
        case settings
        case invoices
    }

    /// A sum over the bytes of files, in a fixed order: it tells whether two runs had the same data. Throws
    /// `unreadable`.
    package func checksum(of inputs: Inputs) throws(Diagnostic) -> UInt64 {
        var sum = Checksum()
        if inputs == .settings { try Self.add(file, to: &sum) }
        for kind in data.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard let file = data[kind], (kind == .invoices) == (inputs == .invoices) else { continue }
            sum.add("\n\(kind.rawValue)\n")
            try Self.add(file.path, to: &sum)
        }
        return sum.value
    }

    private static func add(_ path: String, to sum: inout Checksum) throws(Diagnostic) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .error("unreadable", "cannot read `\(path)`: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .error("unreadable", "cannot read `\(path)`: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return }
            sum.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
