import Dispatch
import Synchronization

/// The rows of a long table on several threads: hands out stretches of them, and takes the bytes of each in their
/// order, so that what is written is the same for any number of threads.
///
/// A thread has one stretch at a time, so that as many are on the way as there are threads. What a stretch has
/// beyond the memory of its sink waits until all before it are written.
final class RowStretches: Sendable {
    /// Fewer rows are not worth a thread.
    static let worthThread = 1_024
    /// About as many bytes as a stretch is to have: what a sink takes without waiting.
    private static let wanted = ByteSink.chunk / 4 * 3
    /// More rows a stretch has never.
    private static let most = 8_192

    private struct Place {
        var row = 0
        var number = 0
        /// As many rows as had about ``wanted`` bytes.
        var size = 256
    }

    private let count: Int
    private let place = Mutex(Place())
    private let outlet: Mutex<ByteOutlet>
    /// Of a stretch the semaphore at its number, counted around: those on the way are never more than there are.
    private let turns: [DispatchSemaphore]

    init(_ count: Int, threads: Int, _ outlet: ByteOutlet) {
        self.count = count
        self.outlet = Mutex(outlet)
        turns = (0..<threads).map { _ in DispatchSemaphore(value: 0) }
        turns[0].signal()
    }

    /// The next rows; nil where there are no more, or nothing can be written.
    func next() -> RowStretch? {
        if outlet.withLock({ $0.isBroken }) { return nil }
        return place.withLock { place in
            guard place.row < count else { return nil }
            let rows = place.row..<min(count, place.row + place.size)
            place.row = rows.upperBound
            place.number += 1
            return RowStretch(of: self, number: place.number - 1, rows: rows)
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

    fileprivate func awaitTurn(_ number: Int) {
        turns[number % turns.count].wait()
    }

    fileprivate func hand(_ bytes: UnsafeRawBufferPointer) {
        outlet.withLock { $0.hand(bytes) }
    }

    /// Lets the next stretch be written; `bytes` is how many this one had.
    fileprivate func end(_ number: Int, rows: Int, bytes: Int) {
        turns[(number + 1) % turns.count].signal()
        if bytes == 0 { return }
        place.withLock { $0.size = max(1, min(Self.most, rows * Self.wanted / bytes)) }
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
        awaitTurn()
        stretches.hand(bytes)
        count += bytes.count
    }

    /// To be called once, with no bytes left.
    mutating func end() {
        awaitTurn()
        stretches.end(number, rows: rows.count, bytes: count)
    }

    private mutating func awaitTurn() {
        if hasTurn { return }
        stretches.awaitTurn(number)
        hasTurn = true
    }
}
