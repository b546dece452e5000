import Diagnostics

/// A template with all partials it names, compiled. Immutable, so any number of threads may render it.
final class Program: Sendable {
    /// Unlike any other program's.
    let id = Shape.freshID()
    let code: [Instruction]
    let origins: [SourceRange]
    /// Literal text, string constants and names.
    let literals: [UInt8]
    let constants: [Value]
    /// Names of variables and fields by number; entries count in `literals`.
    let names: [KeyEntry]
    let numberOfName: [String: UInt32]
    let partials: [Partial]
    let keywordLists: [UInt32]
    let siteCount: Int
    let sources: [SourceText]
    let escape: Escape
    let environment: Environment
    let labels: WellKnownNames
    /// The host's own filters and tags that the program uses.
    let customFilters: [CustomFilter]
    let customTags: [CustomTag]
    let warnings: [Diagnostic]

    /// A partial that is named in the program. `entry` is `none` where the loader has none of that name.
    struct Partial: Sendable {
        var name: String
        var entry: UInt32
        /// The last part of its name: the variable that a value is bound to.
        var variable: UInt32
        /// Its whole name: the variable that `include` without `with` binds.
        var whole: UInt32
        /// Where in the text around it the partial begins, and ends.
        var place: TextPlace
    }

    init(_ parts: ProgramParts) {
        code = Self.fused(parts.code)
        origins = parts.origins
        literals = parts.literals + [UInt8](repeating: 0, count: Machine.slack)
        constants = parts.constants
        names = parts.names
        numberOfName = parts.numberOfName
        partials = parts.partials
        keywordLists = parts.keywordLists
        siteCount = parts.siteCount
        sources = parts.sources
        escape = parts.escape
        environment = parts.environment
        labels = parts.labels(for: parts.numberOfName["self"])
        customFilters = parts.customFilters
        customTags = parts.customTags
        warnings = parts.warnings
    }

    /// Puts frequent runs of instructions into the first of them. None of the others is a jump's target, because
    /// they pop what the one before pushed.
    private static func fused(_ code: [Instruction]) -> [Instruction] {
        var code = code
        let amounts = [Filter.money.number, Filter.moneyWithoutCurrency.number]
        for i in 0..<max(0, code.count - 2) where code[i].operation == .pushPath {
            let (next, last) = (code[i + 1], code[i + 2])
            if next.operation == .jumpUnless {
                code[i].operation = .jumpUnlessPath
            } else if next.operation == .filter, next.flag == 0, last.operation == .write,
                amounts.contains(Int(next.short))
            {
                code[i].operation = .writePathAmount
                code[i].short = next.short == amounts[0] ? 1 : 0
                code[i].flag = last.flag
            }
        }
        return code
    }

    func name(_ number: UInt32) -> String {
        let entry = names[Int(number)]
        return String(decoding: literals[Int(entry.offset)..<Int(entry.offset + entry.count)], as: UTF8.self)
    }
}

/// The numbers of names that the machine itself knows.
struct WellKnownNames: Sendable, BitwiseCopyable {
    var size: UInt32 = 0
    var first: UInt32 = 0
    var last: UInt32 = 0
    var forloop: UInt32 = 0
    var tablerowloop: UInt32 = 0
    var allowFalse: UInt32 = 0
    /// `self`, or `none` where the program does not name it.
    var scope = Instruction.none
}

/// A program in the making.
struct ProgramParts {
    var code: [Instruction] = []
    var origins: [SourceRange] = []
    var literals: [UInt8] = []
    var constants: [Value] = []
    var names: [KeyEntry] = []
    var numberOfName: [String: UInt32] = [:]
    var partials: [Program.Partial] = []
    var keywordLists: [UInt32] = []
    var siteCount = 0
    var sources: [SourceText] = []
    let escape: Escape
    let environment: Environment
    var labels = WellKnownNames()
    var customFilters: [CustomFilter] = []
    var customTags: [CustomTag] = []
    /// What is used, but needs a look.
    var warnings: [Diagnostic] = []

    init(escape: Escape, environment: Environment) {
        self.init(unnamed: escape, environment)
        let first = Self.first
        literals = first.literals
        names = first.names
        numberOfName = first.numberOfName
        labels = first.labels
    }

    private init(unnamed escape: Escape, _ environment: Environment) {
        self.escape = escape
        self.environment = environment
    }

    /// The names that every program begins with, made once: a tenth of the time that a page takes to parse.
    private static let first: FirstNames = {
        var parts = ProgramParts(unnamed: .none, Environment())
        parts.numberOfName.reserveCapacity(64)
        parts.labels.size = parts.name("size")
        parts.labels.first = parts.name("first")
        parts.labels.last = parts.name("last")
        parts.labels.forloop = parts.name("forloop")
        parts.labels.tablerowloop = parts.name("tablerowloop")
        parts.labels.allowFalse = parts.name("allow_false")
        for loopField in LoopField.allCases { _ = parts.name(loopField.rawValue) }
        return FirstNames(
            literals: parts.literals, names: parts.names, numberOfName: parts.numberOfName,
            labels: parts.labels)
    }()

    private struct FirstNames: Sendable {
        let literals: [UInt8]
        let names: [KeyEntry]
        let numberOfName: [String: UInt32]
        let labels: WellKnownNames
    }

    /// Takes up a finished program again, to add a partial that was named only while rendering.
    init(extending program: Program) {
        code = program.code
        origins = program.origins
        literals = program.literals
        constants = program.constants
        names = program.names
        numberOfName = program.numberOfName
        partials = program.partials
        keywordLists = program.keywordLists
        siteCount = program.siteCount
        sources = program.sources
        escape = program.escape
        environment = program.environment
        labels = program.labels
        customFilters = program.customFilters
        customTags = program.customTags
        warnings = program.warnings
    }

    /// The machine's own names, with the number of `self` where the program names it.
    func labels(for scope: UInt32?) -> WellKnownNames {
        var labels = labels
        labels.scope = scope ?? Instruction.none
        return labels
    }

    mutating func name(_ text: String) -> UInt32 {
        if let number = numberOfName[text] { return number }
        let bytes = Array(text.utf8)
        let number = UInt32(names.count)
        names.append(
            KeyEntry(
                offset: UInt32(literals.count), count: UInt32(bytes.count),
                hash: bytes.withUnsafeBytes { keyHash($0) }))
        literals.append(contentsOf: bytes)
        numberOfName[text] = number
        return number
    }

    func nameText(_ number: UInt32) -> String {
        let entry = names[Int(number)]
        return literals.text(Int(entry.offset)..<Int(entry.offset + entry.count))
    }

    mutating func constant(_ value: Value) -> UInt32 {
        constants.append(value)
        return UInt32(constants.count - 1)
    }

    mutating func textConstant(_ bytes: some Collection<UInt8>) -> UInt32 {
        let at = literals.count
        literals.append(contentsOf: bytes)
        return constant(Value(.text, space: .literal, count: UInt32(bytes.count), payload: Int64(at)))
    }

    mutating func site() -> UInt32 {
        siteCount += 1
        return UInt32(siteCount - 1)
    }
}

/// The fields of `forloop` and `tablerowloop`. Their names are the first a program has after the six above.
enum LoopField: String, CaseIterable {
    static let list = Array(allCases)

    case name, length, index, index0, rindex, rindex0, parentloop, row, col, col0
    case colFirst = "col_first"
    case colLast = "col_last"
}
