import Commerce
import Diagnostics
import Dispatch
import Synchronization

/// The shares of a mapping file but the first, each read on a thread of its own while its owner reads the first.
final class MappingShares: Sendable {
    let starts: [Int]
    /// How many texts each share begins with, under the same ids.
    let known: Int
    private let read = Mutex<[Int: MappingShare]>([:])
    private let group = DispatchGroup()

    /// Begins to read; nil where the file is not one for shares.
    ///
    /// - Parameters:
    ///   - names: The names that customers go by; nil where they are not known yet, and then a file that has names is
    ///     none for shares.
    ///   - smallest: A share of fewer bytes is not worth a thread.
    init?(
        _ file: DataFile, _ source: UInt16, _ names: CustomerNames?, jobs: Int, smallest: Int,
        wantsDescriptions: Bool, _ texts: Texts
    ) {
        // What is wrong with the file is said where it is read.
        guard jobs > 1,
            let rows = try? RowReading(
                file, source: source, rejects: RejectsWriter(file, folder: "", isSilent: true)),
            names != nil || !rows.columns.has(.customerName),
            // Who reads the first has other files to read too, and puts the shares together.
            let starts = try? rows.shareStarts(of: jobs, smallest: smallest, first: 6), starts.count > 1
        else { return nil }
        self.starts = starts
        known = texts.count
        // A copy: `texts` goes on to grow while the threads read this.
        let known = Texts(texts, capacity: texts.count, bytes: texts.byteCount)
        let names = names ?? CustomerNames(Register())
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
