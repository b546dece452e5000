import Commerce
import Diagnostics
import Dispatch
import Synchronization

/// The shares of a mapping file, small ones, which threads read while their owner puts them together.
///
/// Only so many are on the way that memory is bounded.
final class MappingShares: Sendable {
    let starts: [Int]
    /// Where the last share ends: the end of the file.
    private let end: Int
    /// How many threads read.
    let readers: Int
    /// How many texts each of them begins with, under the same ids.
    let known: Int
    private let read = Mutex<[Int: MappingShare]>([:])
    /// Shares that are done with: memory for others.
    private let spare = Mutex<[MappingShare]>([])
    private let next = Atomic(0)
    private let isStopped = Atomic(false)
    private let ready: [DispatchSemaphore]
    private let room: DispatchSemaphore

    /// Larger shares would leave more memory behind them than they save time.
    private static let largestShare = 2 << 20

    /// Begins to read; nil where the file is not one for shares.
    ///
    /// - Parameters:
    ///   - names: The names that customers go by; nil where they are not known yet, and then a file that has names is
    ///     none for shares.
    ///   - smallest: A share of fewer bytes is not worth a thread.
    init?(
        _ file: DataFile, _ names: CustomerNames?, jobs: Int, smallest: Int, wantsDescriptions: Bool,
        _ texts: Texts
    ) {
        // What is wrong with the file is said where it is read.
        let size = file.contents?.count ?? Path.size(file.path)
        guard jobs > 1, size >= 2 * smallest,
            let rows = try? RowReading(
                file, source: 0, rejects: RejectsWriter(file, folder: "", isSilent: true)),
            names != nil || !rows.columns.has(.customerName),
            let starts = try? rows.shareStarts(
                of: max(jobs * 8, size / Self.largestShare), smallest: smallest), starts.count > 1,
            zip(starts, starts.dropFirst() + [size]).allSatisfy({ $1 - $0 <= GatheredTexts.mostBytes })
        else { return nil }
        self.starts = starts
        end = size
        readers = min(jobs - 1, starts.count)
        known = texts.count
        ready = starts.map { _ in DispatchSemaphore(value: 0) }
        // From 0, as libdispatch lets none go that has less than it began with.
        room = DispatchSemaphore(value: 0)
        for _ in 0...jobs { room.signal() }
        // A copy: `texts` goes on to grow while the threads read this.
        let known = Texts(texts, capacity: texts.count, bytes: texts.byteCount)
        let names = names ?? CustomerNames(Register())
        for number in 0..<readers {
            // A queue of its own is given a thread even where all others wait.
            DispatchQueue(label: "mappings \(number)").async { [self] in
                let reader = MappingShareReader(
                    number, file, names, wantsDescriptions: wantsDescriptions, known)
                readShares(reader)
            }
        }
    }

    private func readShares(_ reader: consuming MappingShareReader?) {
        while true {
            room.wait()
            let at = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard at < starts.count, !isStopped.load(ordering: .relaxed) else {
                // The other threads end too.
                room.signal()
                return
            }
            let stop = at + 1 < starts.count ? starts[at + 1] : end
            let share = reader?.share(from: starts[at], to: stop, spare.withLock { $0.popLast() })
            read.withLock { $0[at] = share }
            ready[at].signal()
        }
    }

    /// A share, when it has been read; it is let go. Nil where the file could not be opened again. To be called once for
    /// each, in their order.
    func take(_ at: Int) -> MappingShare? {
        ready[at].wait()
        let share = read.withLock { $0.removeValue(forKey: at) }
        room.signal()
        return share
    }

    /// Takes a share back that is done with.
    func giveBack(_ share: consuming MappingShare) {
        let done = share
        spare.withLock { $0.append(done) }
    }

    /// Says that no more shares are wanted, and lets their memory go.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        room.signal()
        spare.withLock { $0 = [] }
    }
}
