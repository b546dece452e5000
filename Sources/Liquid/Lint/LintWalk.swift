import Diagnostics

/// Goes through the outline of a template as rendering would, with kinds of values in place of values.
///
/// A frame, the template itself or one rendered partial, is gone through twice: first to learn what its variables
/// may be, since a variable set at the end of a loop is read at its start, then to report.
struct LintWalk {
    /// A value on the stack.
    struct Operand {
        var type: DataType
        var place: SourceRange
        /// Of a literal.
        var text: String?
        /// Stands for all variables, `self`.
        var isScope = false
    }

    /// What a template or a rendered partial has for itself.
    struct Frame {
        /// Variables it was handed.
        var given: [String: DataType] = [:]
        var assigned: [String: DataType] = [:]
        /// Where each assignment stands.
        var places: [(name: String, place: SourceRange)] = []
        var reads: Set<String> = []
        /// Names that the template asks for, so that they may be absent.
        var asked: Set<String> = []
        /// Some name is known only while rendering: any variable may be read or set.
        var isDynamic = false
        /// Sees the data.
        var isRoot: Bool
        var isOpen: Bool
    }

    struct CallKey: Hashable {
        var file: Int
        var given: [String: DataType]
    }

    /// An inclusion that can tell nothing new: the same file with the same variables in the same time through.
    struct Inclusion: Hashable {
        var file: Int
        var scopes: [[String: DataType]]
        var assigned: [String: DataType]
    }

    private struct FindingKey: Hashable {
        var file: UInt32
        var start: UInt32
        var code: String
    }

    /// More steps than any template of people has; a hostile one could include itself a billion times.
    private static let mostSteps = 2_000_000

    let schema: DataSchema
    let outline: Outline
    let sources: [SourceText]
    let depthLimit: Int
    var reportsUnused = true
    /// What the compiler found.
    var warnings: [Diagnostic] = []
    let hasPartials: Bool
    var frame: Frame
    /// Variables of loops and of included partials, innermost last.
    var scopes: [[String: DataType]] = []
    var stack: [Operand] = []
    var subjects: [Operand] = []
    /// The tags that led to the file at hand, and the files.
    var calls: [SourceRange] = []
    var activeFiles: [Int] = [0]
    var seenCalls: Set<CallKey> = []
    var inclusions: Set<Inclusion> = []
    /// What the statement at hand has read.
    var pendingReads: [String] = []
    /// Variables that the template reads and nothing in it sets.
    var free: Set<String> = []
    var isReporting = false
    private var steps = 0
    private var found: [FindingKey: Diagnostic] = [:]
    private var uses: [SourceRange: (name: String, isUsed: Bool, trace: [SourceRange])] = [:]

    init(
        schema: DataSchema, outline: Outline, sources: [SourceText], depthLimit: Int, hasPartials: Bool
    ) {
        self.schema = schema
        self.outline = outline
        self.sources = sources
        self.depthLimit = depthLimit
        self.hasPartials = hasPartials
        frame = Frame(isRoot: true, isOpen: schema.isOpen)
    }

    mutating func findings() -> [Diagnostic] {
        analyse(file: 0)
        if reportsUnused { reportUnused() }
        return found.sorted {
            ($0.key.file, $0.key.start, $0.key.code) < ($1.key.file, $1.key.start, $1.key.code)
        }
        .map(\.value)
    }

    /// Goes through the frame at hand, which starts with a file.
    mutating func analyse(file: Int) {
        let outer = isReporting
        defer { isReporting = outer }
        isReporting = false
        inclusions = []
        walk(file)
        isReporting = true
        inclusions = []
        frame.places.removeAll()
        frame.reads.removeAll()
        walk(file)
        for (name, place) in frame.places {
            let isUsed = frame.isDynamic || frame.reads.contains(name) || (uses[place]?.isUsed ?? false)
            uses[place] = (name, isUsed, uses[place]?.trace ?? calls)
        }
    }

    /// Goes through a file in the frame at hand.
    mutating func walk(_ file: Int) {
        let list = outline.files[file]
        let (stackBase, scopeBase, subjectBase) = (stack.count, scopes.count, subjects.count)
        learnAsked(list)
        for step in list {
            steps += 1
            if steps > Self.mostSteps { break }
            take(step)
        }
        stack.removeSubrange(min(stackBase, stack.count)...)
        scopes.removeSubrange(min(scopeBase, scopes.count)...)
        subjects.removeSubrange(min(subjectBase, subjects.count)...)
    }

    private mutating func take(_ step: Outline.Step) {
        countReads(step.kind)
        switch step.kind {
        case .literal(let type, let text): stack.append(Operand(type: type, place: step.place, text: text))
        case .variable(let name):
            let own = SourceRange(
                file: step.place.file, start: step.place.start, length: UInt32(name.utf8.count))
            if name == "self", !isSet(name) {
                stack.append(Operand(type: .any, place: own, isScope: true))
            } else {
                push(variable(name, step.place), own)
            }
        case .namedVariable:
            _ = pop()
            frame.isDynamic = true
            push(.any, step.place)
        case .field(let name):
            let isScope = stack.last?.isScope ?? false
            if isScope { stack[stack.count - 1].isScope = false }
            let object = pop()
            push(isScope ? variable(name, step.place) : field(name, of: object, step.place), step.place)
        case .index:
            _ = pop()
            push(element(of: pop(), step.place), step.place)
        case .range:
            _ = pop()
            _ = pop()
            push(.list(.integer), step.place)
        case .filter(let name, let count): filter(name, count, step.place)
        case .use, .test: _ = pop()
        case .compare:
            let right = pop()
            compare(pop(), right)
        case .caseBegin: subjects.append(pop())
        case .caseTest:
            let value = pop()
            if let subject = subjects.last { compare(subject, value) }
        case .caseEnd: _ = subjects.popLast()
        case .assign(let name): assign(name, pop().type, step.place)
        case .capture(let name): assign(name, .text, step.place)
        case .count(let name): frame.given[name] = (frame.given[name] ?? .integer).joined(with: .integer)
        case .loopBegin(let name, let isTable): beginLoop(name, isTable)
        case .loopEnd: _ = scopes.popLast()
        case .call(let call): self.call(call, step.place)
        }
    }

    /// Reads count once their value is used; what a variable reads of itself to be set anew does not.
    private mutating func countReads(_ kind: Outline.Kind) {
        switch kind {
        case .literal, .variable, .namedVariable, .field, .index, .range, .filter: return
        case .assign(let name): pendingReads.removeAll { $0 == name }
        default: break
        }
        frame.reads.formUnion(pendingReads)
        pendingReads.removeAll(keepingCapacity: true)
    }

    func path(_ place: SourceRange) -> String {
        sources[Int(place.file)].text(Int(place.start)..<Int(place.start + place.length))
    }

    mutating func push(_ type: DataType, _ place: SourceRange) {
        stack.append(Operand(type: type, place: place))
    }

    mutating func pop() -> Operand {
        let value = stack.popLast() ?? Operand(type: .any, place: SourceRange(file: 0, start: 0, length: 0))
        // All variables at once: which of them are read nobody can tell.
        if value.isScope { frame.isDynamic = true }
        return value
    }

    private mutating func assign(_ name: String, _ type: DataType, _ place: SourceRange) {
        frame.assigned[name] = frame.assigned[name].map { $0.joined(with: type) } ?? type
        frame.places.append((name, place))
    }

    // MARK: Reporting

    /// Reports something at a place, once, with the tags that led there.
    mutating func report(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, _ place: SourceRange,
        hint: String? = nil, trace: [SourceRange]? = nil
    ) {
        let key = FindingKey(file: place.file, start: place.start, code: code)
        guard isReporting, found[key] == nil, found.count < 1_000 else { return }
        let (position, excerpt) = sources[Int(place.file)].place(
            of: Int(place.start), length: Int(place.length))
        let steps = (trace ?? calls).reversed().map { call in
            sources[Int(call.file)].place(of: Int(call.start), length: Int(call.length)).position
        }
        found[key] = Diagnostic(
            severity, code: code, message, at: position, excerpt: excerpt, hint: hint, trace: steps)
    }

    private mutating func reportUnused() {
        isReporting = true
        // Of a variable that is set at several places the first is named.
        let places = uses.keys.sorted { ($0.file, $0.start) < ($1.file, $1.start) }
        var named: Set<String> = []
        for place in places {
            guard let use = uses[place], !use.isUsed, named.insert("\(place.file) \(use.name)").inserted
            else {
                continue
            }
            report(
                .warning, "unused-variable", "`\(use.name)` is set but never read", place,
                hint: "take it out, or look for a slip where it should be read", trace: use.trace)
        }
    }
}
