import Dispatch
import Synchronization

/// The rows of a long table on several threads: hands out stretches of them, and takes the bytes of each in their
/// order, so that what is written is the same for any number of threads.
///
/// A stretch that is done before its turn leaves its bytes here, and whoever writes the one before it writes them too:
/// no thread waits for another as long as few stretches are on the way. What a stretch has beyond the memory of its
/// sink waits until all before it are written.
final class RowStretches: Sendable {
    /// Fewer rows are not worth a thread.
    static let worthThread = 1_024
    /// About as many bytes as a stretch is to have: what a sink takes without waiting.
    private static let wanted = ByteSink.chunk / 4 * 3
    /// More rows a stretch has never.
    private static let most = 8_192

    private struct State {
        var row = 0
        var number = 0
        /// As many rows as had about ``wanted`` bytes.
        var size = 256
        /// How many stretches are written: the number of the one whose turn it is.
        var written = 0
        /// The bytes of stretches that are done before their turn, and memory for more of them.
        var done: [Int: [UInt8]] = [:]
        var spare: [[UInt8]] = []
        /// Threads that wait until so many are written.
        var waiting: [(written: Int, semaphore: DispatchSemaphore)] = []

        mutating func signal() {
            for waiter in waiting where waiter.written <= written { waiter.semaphore.signal() }
            waiting.removeAll { $0.written <= written }
        }
    }

    private let count: Int
    /// So many stretches are on the way, or done before their turn.
    private let most: Int
    private let state = Mutex(State())
    private let outlet: Mutex<ByteOutlet>

    init(_ count: Int, threads: Int, _ outlet: ByteOutlet) {
        self.count = count
        self.outlet = Mutex(outlet)
        most = threads * 4
    }

    /// The next rows; nil where there are no more, or nothing can be written.
    func next() -> RowStretch? {
        if outlet.withLock({ $0.isBroken }) { return nil }
        let started = state.withLock { $0.number }
        wait(until: started - most + 1)
        return state.withLock { state in
            guard state.row < count else { return nil }
            let rows = state.row..<min(count, state.row + state.size)
            state.row = rows.upperBound
            state.number += 1
            return RowStretch(of: self, number: state.number - 1, rows: rows)
        }
    }

    /// What the bytes went to.
    func takeOutlet() -> ByteOutlet {
        outlet.withLock { outlet in
            let whole = outlet
            outlet = ByteOutlet()
            return whole
        }
    }

    fileprivate func wait(until written: Int) {
        let semaphore: DispatchSemaphore? = state.withLock { state in
            if state.written >= written { return nil }
            let semaphore = DispatchSemaphore(value: 0)
            state.waiting.append((written, semaphore))
            return semaphore
        }
        semaphore?.wait()
    }

    fileprivate func hand(_ bytes: UnsafeRawBufferPointer) {
        outlet.withLock { $0.hand(bytes) }
    }

    /// Takes all bytes of a stretch: writes them, or keeps them until it is their turn.
    fileprivate func take(_ number: Int, rows: Int, _ bytes: UnsafeRawBufferPointer) {
        let isTurn = state.withLock { state in
            if state.written == number { return true }
            var kept = state.spare.popLast() ?? []
            kept.append(contentsOf: bytes)
            state.done[number] = kept
            return false
        }
        if isTurn {
            hand(bytes)
            end(number, rows: rows, bytes: bytes.count)
        }
    }

    /// Lets the next stretches be written, after one whose turn it was; `bytes` is how many that had.
    fileprivate func end(_ number: Int, rows: Int, bytes: Int) {
        var last: [UInt8]? = []
        repeat {
            last = state.withLock { [last] state in
                if let last, last.capacity > 0 { state.spare.append(last) }
                state.written += 1
                if bytes > 0 { state.size = max(1, min(Self.most, rows * Self.wanted / bytes)) }
                let next = state.done.removeValue(forKey: state.written)
                state.signal()
                return next
            }
            last?.withUnsafeBytes { hand($0) }
            last?.removeAll(keepingCapacity: true)
        } while last != nil
    }
}

/// Rows that one thread writes.
struct RowStretch {
    let rows: Range<Int>
    private let stretches: RowStretches
    private let number: Int
    private var hasTurn = false
    private var count = 0

    fileprivate init(of stretches: RowStretches, number: Int, rows: Range<Int>) {
        self.stretches = stretches
        self.number = number
        self.rows = rows
    }

    /// Takes the next bytes of the stretch, when all before it are written.
    mutating func hand(_ bytes: UnsafeRawBufferPointer) {
        if !hasTurn { stretches.wait(until: number) }
        hasTurn = true
        stretches.hand(bytes)
        count += bytes.count
    }

    /// Takes the last bytes of the stretch. To be called once.
    mutating func end(_ bytes: UnsafeRawBufferPointer) {
        if !hasTurn { return stretches.take(number, rows: rows.count, bytes) }
        stretches.hand(bytes)
        stretches.end(number, rows: rows.count, bytes: count + bytes.count)
    }
}
