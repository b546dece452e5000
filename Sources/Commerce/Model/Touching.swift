/// Reads memory ahead of its use.
///
/// A read at a random place of a table of many megabytes waits for the memory, 80 to 300 nanoseconds; where the next
/// one depends on it, for each anew. Reads that do not depend on each other wait together. So look-ups in large
/// tables go in steps over a group of questions: every step reads one place for each of them, in a loop so short
/// that the processor has many reads under way, and keeps what the next step begins with.
///
/// The sum of what was read is kept, so that the reads are not left out as useless.
@usableFromInline
struct Touching: Sendable {
    /// Questions in a group: few enough that all they touch stays in the cache until they are answered.
    static var groupSize: Int { 64 }

    /// What was read, for the next step: a place for each question, -1 where there is none.
    private(set) var places: [Int] = []
    private var sum: UInt32 = 0

    @usableFromInline
    init() {}

    /// Begins with a place for each question.
    @inline(__always)
    mutating func begin<Questions: Sequence>(_ questions: Questions, _ place: (Questions.Element) -> Int) {
        places.removeAll(keepingCapacity: true)
        for question in questions { places.append(place(question)) }
    }

    /// Reads at every place.
    @inline(__always)
    mutating func touch(_ read: (Int) -> UInt32) {
        var sum: UInt32 = 0
        for place in places where place >= 0 { sum &+= read(place) }
        self.sum &+= sum
    }

    /// Goes on from what was read to the places of the next step.
    ///
    /// - Parameter next: The place of a question, by its number and the place it had.
    @inline(__always)
    mutating func go(to next: (Int, Int) -> Int) {
        for at in places.indices where places[at] >= 0 { places[at] = next(at, places[at]) }
    }
}
