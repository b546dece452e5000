import Commerce
import Diagnostics
import Dispatch
import Synchronization

/// The shares of a mapping file, small ones, which threads read while their owner puts them together, and reads some too
/// where it would wait for them.
///
/// Only so many are on the way that memory is bounded.
final class MappingShares: Sendable {
    let starts: [Int]
    /// Where the last share ends: the end of the file.
    private let end: Int
    /// How many read: the threads, and the owner, which is the last of them.
    let readers: Int
    /// The texts that each of them begins with, under the same ids.
    private let known: Texts
    private let file: DataFile
    private let names: CustomerNames
    private let wantsDescriptions: Bool
    private let read = Mutex<[Int: MappingShare]>([:])
    /// Shares that are done with: memory for others.
    private let spare = Mutex<[MappingShare]>([])
    private let next = Atomic(0)
    private let isStopped = Atomic(false)
    private let ready: [DispatchSemaphore]
    private let room: DispatchSemaphore

    /// Larger shares would leave more memory behind them than they save time.
    private static let largestShare = 2 << 20

    /// More shares than these the owner does not read ahead, as long as it may wait for one.
    private static let mostAhead = 4

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
        let threads = min(jobs - 1, starts.count)
        readers = threads + 1
        // A copy: `texts` goes on to grow while the threads read this.
        known = Texts(texts, capacity: texts.count, bytes: texts.byteCount)
        self.file = file
        self.names = names ?? CustomerNames(Register())
        self.wantsDescriptions = wantsDescriptions
        ready = starts.map { _ in DispatchSemaphore(value: 0) }
        // From 0, as libdispatch lets none go that has less than it began with.
        room = DispatchSemaphore(value: 0)
        for _ in 0...jobs { room.signal() }
        for number in 0..<threads {
            // A queue of its own is given a thread even where all others wait.
            DispatchQueue(label: "mappings \(number)").async { [self] in
                let reader = reader(number)
                readShares(reader)
            }
        }
    }

    /// How many texts each reader begins with.
    var knownCount: Int { known.count }

    private func reader(_ number: Int) -> MappingShareReader? {
        MappingShareReader(number, file, names, wantsDescriptions: wantsDescriptions, known)
    }

    private func readShares(_ reader: consuming MappingShareReader?) {
        while true {
            room.wait()
            guard let at = claim() else {
                // The other threads end too.
                room.signal()
                return
            }
            let share = share(at, &reader)
            read.withLock { $0[at] = share }
            ready[at].signal()
        }
    }

    /// The next share that nobody reads yet, nil where there is none.
    private func claim() -> Int? {
        let at = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return at < starts.count && !isStopped.load(ordering: .relaxed) ? at : nil
    }

    private func share(_ at: Int, _ reader: inout MappingShareReader?) -> MappingShare? {
        let stop = at + 1 < starts.count ? starts[at + 1] : end
        return reader?.share(from: starts[at], to: stop, spare.withLock { $0.popLast() })
    }

    /// A share, when it has been read; it is let go. Nil where the file could not be opened again. To be called once for
    /// each, in their order.
    ///
    /// - Parameter own: The owner's reader and the shares it has read ahead.
    func take(_ at: Int, _ own: inout Own) -> MappingShare? {
        if let share = own.shares.removeValue(forKey: at) { return share }
        while ready[at].wait(timeout: .now()) == .timedOut {
            guard own.shares.count < Self.mostAhead, let ahead = claim() else {
                ready[at].wait()
                break
            }
            if !own.hasBegun {
                own.hasBegun = true
                own.reader = reader(readers - 1)
            }
            let share = share(ahead, &own.reader)
            if ahead == at { return share }
            own.shares[ahead] = .some(share)
        }
        let share = read.withLock { $0.removeValue(forKey: at) }
        room.signal()
        return share
    }

    /// What the owner reads itself.
    struct Own {
        fileprivate var hasBegun = false
        fileprivate var reader: MappingShareReader?
        fileprivate var shares: [Int: MappingShare?] = [:]

        init() {}
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
