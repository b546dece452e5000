import Diagnostics
import Glibc

/// What takes the bytes of a ``ByteSink``: memory or an open descriptor.
///
/// After the first failure everything is thrown away.
struct ByteOutlet {
    private var memory: [UInt8] = []
    /// -1 for memory.
    private let descriptor: Int32
    private let name: String
    /// How many bytes came.
    private(set) var count = 0
    /// Why bytes could not be written; the first failure.
    private(set) var failure: Diagnostic?

    /// Gathers in memory.
    init() {
        self.init(descriptor: -1, name: "memory")
    }

    /// - Parameter name: How messages call it.
    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    // Asked for every row.
    private(set) var isBroken = false

    mutating func fail(_ reason: Diagnostic) {
        if failure == nil { failure = reason }
        isBroken = true
    }

    mutating func takeBytes() -> [UInt8] {
        let bytes = memory
        memory = []
        return bytes
    }

    mutating func hand(_ bytes: UnsafeRawBufferPointer) {
        count += bytes.count
        if isBroken { return }
        if descriptor < 0 { return memory.append(contentsOf: bytes) }
        var done = 0
        while done < bytes.count {
            let written = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if written > 0 {
                done += written
            } else if written == 0 || !waitAfter(errno) {
                return fail(OutputFile.failure(name, written == 0 ? EIO : errno))
            }
        }
    }

    /// Whether a failed write is to be tried again: it was interrupted, or a descriptor that does not block was
    /// full and has room again.
    private func waitAfter(_ code: Int32) -> Bool {
        if code == EINTR { return true }
        guard code == EAGAIN else { return false }
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let ready = poll(&entry, 1, -1)
        if ready < 0, errno != EINTR { return false }
        return true
    }
}
