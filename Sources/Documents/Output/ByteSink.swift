package import Diagnostics
import Dispatch

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
    /// How many threads ``appendRows(_:_:)`` may use.
    var jobs = 1
    private var outlet: ByteOutlet
    private var file: OutputFile?
    /// The stretch of rows that bytes are of; nil where they go to the outlet at once.
    private var stretch: RowStretch?

    private init(_ outlet: ByteOutlet, file: OutputFile? = nil) {
        base = .allocate(capacity: Self.chunk + Self.scratchSize)
        scratch = base + Self.chunk
        self.outlet = outlet
        self.file = file
    }

    /// Gathers in memory; ``takeBytes()`` gives what was written.
    package init() {
        self.init(ByteOutlet())
    }

    /// Writes to an open descriptor, which stays open. `name` is how messages call it: `standard output`.
    package init(descriptor: Int32, name: String) {
        self.init(ByteOutlet(descriptor: descriptor, name: name))
    }

    /// Writes a file beside `path` and gives it that name in ``finish()``. Throws `unwritable-output`.
    package init(file path: String) throws(Diagnostic) {
        let file = try OutputFile(path: path)
        self.init(ByteOutlet(descriptor: file.descriptor, name: path), file: file)
    }

    deinit {
        base.deallocate()
        file?.abandon()
    }

    /// How many bytes were written so far, handed over or not.
    package var count: Int { outlet.count + used }
    /// Whether bytes could not be written.
    package var isBroken: Bool { outlet.isBroken }
    /// Why bytes could not be written; the first of the run.
    package var failure: Diagnostic? { outlet.failure }

    /// Hands over what is left and gives a file its name. Throws the first failure: `unwritable-output`, or the
    /// note `closed-pipe` where nobody reads any more.
    package mutating func finish() throws(Diagnostic) {
        flush()
        if let failure { throw failure }
        guard let whole = file else { return }
        file = nil
        outlet = ByteOutlet()
        try whole.complete()
    }

    /// Throws everything from here on away; ``finish()`` reports why. The first failure of a run is kept.
    mutating func fail(_ reason: Diagnostic) {
        outlet.fail(reason)
    }

    /// What was written to memory since the last call.
    package mutating func takeBytes() -> [UInt8] {
        flush()
        return outlet.takeBytes()
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
        if stretch == nil { return outlet.hand(bytes) }
        stretch?.hand(bytes)
    }

    // MARK: Rows on several threads

    /// Appends rows that `body` writes: some at a time on several threads where they are many, in their order.
    ///
    /// - Parameter body: Writes the rows of a range to the sink it is given, and looks at nothing but these.
    mutating func appendRows(_ count: Int, _ body: @Sendable (Range<Int>, inout ByteSink) -> Void) {
        let threads = min(jobs, count / RowStretches.worthThread)
        if threads < 2 || stretch != nil { return body(0..<count, &self) }
        flush()
        var lent = ByteOutlet()
        swap(&lent, &outlet)
        let stretches = RowStretches(count, threads: threads, lent)
        lent = ByteOutlet()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            var sink = ByteSink()
            while let stretch = stretches.next() {
                sink.stretch = stretch
                body(stretch.rows, &sink)
                sink.endStretch()
            }
        }
        outlet = stretches.takeOutlet()
    }

    /// Hands over what the thread has of its stretch.
    private mutating func endStretch() {
        stretch?.end(UnsafeRawBufferPointer(start: base, count: used))
        used = 0
        stretch = nil
    }
}
