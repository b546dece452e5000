package import Diagnostics
import Glibc

/// Where an output's bytes go: memory, an open descriptor (stdout) or a file that appears whole or not at all.
///
/// Bytes are gathered and handed over in chunks of 128 kB. After the first failure everything is thrown away and
/// ``isBroken`` is true, so that writers need no error path of their own; ``finish()`` reports it. A process that
/// writes to pipes must ignore SIGPIPE, so that a closed pipe comes back as an error.
package struct ByteSink: ~Copyable {
    /// Space for one number or short text beyond the chunk, so that small writes check once.
    static let chunk = 128 * 1_024
    static let scratchSize = 128

    let base: UnsafeMutablePointer<UInt8>
    /// Where a number's digits are laid before they are printed.
    let scratch: UnsafeMutablePointer<UInt8>
    /// Bytes gathered and not handed over yet.
    var used = 0
    private var flushed = 0
    private var memory: [UInt8] = []
    /// -1 for memory.
    private var descriptor: Int32
    private var name: String
    private var file: OutputFile?
    /// Why bytes could not be written; the first of the run.
    package private(set) var failure: Diagnostic?

    private init(descriptor: Int32, name: String, file: OutputFile?) {
        base = .allocate(capacity: Self.chunk + Self.scratchSize)
        scratch = base + Self.chunk
        self.descriptor = descriptor
        self.name = name
        self.file = file
    }

    /// Gathers in memory; ``takeBytes()`` gives what was written.
    package init() {
        self.init(descriptor: -1, name: "memory", file: nil)
    }

    /// Writes to an open descriptor, which stays open. `name` is how messages call it: `standard output`.
    package init(descriptor: Int32, name: String) {
        self.init(descriptor: descriptor, name: name, file: nil)
    }

    /// Writes a file beside `path` and gives it that name in ``finish()``. Throws `unwritable-output`.
    package init(file path: String) throws(Diagnostic) {
        let file = try OutputFile(path: path)
        self.init(descriptor: file.descriptor, name: path, file: file)
    }

    deinit {
        base.deallocate()
        file?.abandon()
    }

    /// How many bytes were written so far, handed over or not.
    package var count: Int { flushed + used }
    package private(set) var isBroken = false

    /// Hands over what is left and gives a file its name. Throws the first failure: `unwritable-output`, or the
    /// note `closed-pipe` where nobody reads any more.
    package mutating func finish() throws(Diagnostic) {
        flush()
        if let failure { throw failure }
        guard let whole = file else { return }
        file = nil
        descriptor = -1
        try whole.complete()
    }

    /// Throws everything from here on away; ``finish()`` reports why. The first failure of a run is kept.
    mutating func fail(_ reason: Diagnostic) {
        if failure == nil { failure = reason }
        isBroken = true
    }

    /// What was written to memory since the last call.
    package mutating func takeBytes() -> [UInt8] {
        flush()
        let bytes = memory
        memory = []
        return bytes
    }

    /// Makes room for `count` bytes, at most ``chunk``.
    @inline(__always)
    mutating func reserve(_ count: Int) {
        if Self.chunk &- used < count { flush() }
    }

    mutating func flush() {
        if used == 0 { return }
        hand(UnsafeRawBufferPointer(start: base, count: used))
        used = 0
    }

    /// Hands over bytes of any number.
    mutating func hand(_ bytes: UnsafeRawBufferPointer) {
        flushed += bytes.count
        if isBroken { return }
        if descriptor < 0 { return memory.append(contentsOf: bytes) }
        var done = 0
        while done < bytes.count {
            let written = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if written > 0 {
                done += written
            } else if written == 0 || !waitAfter(errno) {
                failure = written == 0 ? OutputFile.failure(name, EIO) : OutputFile.failure(name, errno)
                isBroken = true
                return
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
