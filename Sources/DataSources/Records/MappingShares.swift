import Commerce
import Dispatch
import Synchronization

/// The shares of a mapping file but the first, each read on a thread of its own while its owner reads the first.
final class MappingShares: Sendable {
    let starts: [Int]
    /// How many texts each share begins with, under the same ids.
    let known: Int
    private let read = Mutex<[Int: MappingShare]>([:])
    private let group = DispatchGroup()

    init(
        _ file: DataFile, _ source: UInt16, _ names: CustomerNames, _ starts: [Int], wantsDescriptions: Bool,
        _ texts: Texts
    ) {
        self.starts = starts
        known = texts.count
        // A copy: `texts` goes on to grow while the threads read this.
        let known = Texts(texts, capacity: texts.count, bytes: texts.byteCount)
        for at in 1..<starts.count {
            let stop = at + 1 < starts.count ? starts[at + 1] : Int.max
            // A queue of its own is given a thread even where all others wait.
            DispatchQueue(label: "mappings \(at)").async(group: group) { [self] in
                let share = MappingShare(
                    file, source, names, from: starts[at], to: stop, wantsDescriptions: wantsDescriptions,
                    known)
                read.withLock { $0[at] = share }
            }
        }
    }

    /// Waits for the threads.
    func wait() { group.wait() }

    /// A share that has been read; it is let go.
    func take(_ at: Int) -> MappingShare? { read.withLock { $0.removeValue(forKey: at) } }
}
