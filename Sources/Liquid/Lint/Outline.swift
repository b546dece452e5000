/// What a template and its partials read and set, in the order of their texts: what the compiler knows before it
/// makes instructions of it. Written only for ``Linter``.
///
/// The steps of an expression work on a stack as the instructions do, but no step is ever fused or left out. A class,
/// so that the compiler hands it texts of its own without copying; it never leaves the linter.
final class Outline {
    struct Step {
        var kind: Kind
        var place: SourceRange
    }

    enum Kind {
        // Values
        /// Pushes a literal; `text` where it is one.
        case literal(DataType, text: String?)
        /// Pushes a variable; its place is the whole path.
        case variable(String)
        /// Pops a name, pushes the variable.
        case namedVariable
        /// Pops an object, pushes its field; the place is the path up to it.
        case field(String)
        /// Pops a key and a list or object, pushes the element.
        case index
        /// Pops two ends.
        case range
        /// Pops so many arguments and the input, pushes the result.
        case filter(String, arguments: Int)

        // What takes values
        /// Pops a value that is used: written, or an attribute of a tag.
        case use
        /// Pops a value that is a condition of its own.
        case test
        /// Pops two values.
        case compare
        /// Pops the subject of a `case`.
        case caseBegin
        /// Pops a value that the subject is compared with.
        case caseTest
        case caseEnd

        // Variables; the place is the name's
        /// Pops.
        case assign(String)
        case capture(String)
        case count(String)

        // Scopes
        /// Pops the collection, whose place is kept with it.
        case loopBegin(String, isTable: Bool)
        case loopEnd
        /// Pops the arguments, the bound value and the name where it is dynamic.
        case call(Call)
    }

    struct Call {
        /// Nil where the name is known only while rendering.
        var name: String?
        /// Sees the caller's variables (`include`).
        var isShared: Bool
        var isBound: Bool
        /// The bound value is a list, gone through.
        var isRepeated: Bool
        /// What the bound value is called.
        var variable: String?
        var arguments: [String]
    }

    /// By number of the file in the program's sources.
    private(set) var files: [[Step]] = []
    /// The file of each partial that was found.
    var partials: [String: Int] = [:]

    /// Markup that is malformed: its names may be none.
    private var loose: [SourceRange] = []

    func addLoose(_ range: SourceRange) { loose.append(range) }

    func isLoose(_ place: SourceRange) -> Bool {
        loose.contains {
            $0.file == place.file && $0.start <= place.start && place.start < $0.start + $0.length
        }
    }

    func beginFile() { files.append([]) }

    func add(_ kind: Kind, _ place: SourceRange) {
        if !files.isEmpty { files[files.count - 1].append(Step(kind: kind, place: place)) }
    }

    /// How many steps the file at hand has.
    var mark: Int { files.last?.count ?? 0 }

    func removeSteps(from mark: Int) {
        if let last = files.last, mark < last.count { files[files.count - 1].removeSubrange(mark...) }
    }

    func setPlace(_ place: SourceRange, at mark: Int) {
        if let last = files.last, mark < last.count { files[files.count - 1][mark].place = place }
    }
}

extension Compiler {
    func place(_ range: Range<Int>) -> SourceRange {
        SourceRange(file: UInt32(file), start: UInt32(range.lowerBound), length: UInt32(range.count))
    }
}
