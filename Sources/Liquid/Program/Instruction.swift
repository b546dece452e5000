/// What one instruction does. Operands are named beside each; `slot` is a name's number, a jump target an
/// instruction's index. "Pops" and "pushes" mean the value stack.
enum Operation: UInt8 {
    /// Ends the template.
    case halt
    /// Ends a partial.
    case ret
    /// Writes `b` bytes of the literals from `a`.
    case text

    // Values
    /// Constant `a`.
    case pushConstant
    /// Variable `a`.
    case pushName
    /// Variable `a`, field `b`, by cache site `c`.
    case pushPath
    /// Pops an object, pushes its field `b`, by cache site `c`. `flag` 1: a field written in dots.
    case field
    /// Pops a key and an object or array.
    case index
    /// Pops a name, pushes the variable.
    case pushNamed
    /// Pops two ends; `flag` 1 where both are literals.
    case range
    /// Pops `flag` arguments and the input; `short` is the filter, `a` the first of its keyword names or
    /// `none`.
    case filter
    /// As `filter`, but `short` is one of the program's own filters.
    case customFilter
    /// Pops `flag` arguments; `short` is one of the program's own tags, `a` as in `filter`; `b` 1: a block, whose
    /// text was gathered since `captureBegin`; writes what it gives, escaped as `c` says.
    case customTag

    // Output; `flag` is the escaping
    /// Variable `a`.
    case writeName
    /// Variable `a`, field `b`, by cache site `c`.
    case writePath
    /// Pops.
    case write

    // What stands for several instructions, which follow it as they are and are run where it cannot do its work
    /// For `pushPath`, `filter` without arguments, `write` with escaping `flag`, where the filter is `money`
    /// (`short` 1) or `money_without_currency` (0).
    case writePathAmount
    /// For `pushPath`, `jumpUnless`.
    case jumpUnlessPath

    // Variables
    /// Pops into variable `a`.
    case assign
    case captureBegin
    /// What was written since goes into variable `a`.
    case captureEnd
    case changedBegin
    case changedEnd
    /// Writes counter `a` and adds one; `flag` 1 subtracts one first.
    case count

    // Flow
    /// To `a`.
    case jump
    /// Pops; to `a` where falsy.
    case jumpUnless
    /// Pops; to `a` where truthy.
    case jumpIf
    /// Pops two, pushes what comparison `flag` says.
    case compare
    /// Makes room for a `case` above its subject.
    case caseBegin
    /// Pops a value; counts it where it equals the subject.
    case caseTest
    /// To `a` where nothing is counted; else takes one off and goes on.
    case caseEnter
    /// To `a` where a `when` was entered.
    case caseElse
    /// Pops the subject and its room.
    case caseEnd
    /// Pops the values of a cycle (`flag`) and its name (`short` 1); `a` is its key where it has no name.
    case cycle

    // Loops
    /// Pops offset, limit (`flag`: see `LoopFlag`) and collection; `a` where empty, `b` the variable, `c` the
    /// key.
    case loopBegin
    /// To `a` with the next element, or past it.
    case loopNext
    /// Leaves the innermost loop.
    case loopPop
    /// As `loopBegin`, but `limit`, `offset` and `cols`.
    case tableBegin
    case tableNext
    /// Ends the row and the table from within, then leaves the loop.
    case tableBreak

    // Partials
    /// Pops the arguments (`short` of them, names from `b`), the bound value and the name where it is
    /// dynamic; `flag`: see `CallFlag`; partial `a`, bound variable `c`.
    case call
    /// After a call in a loop: to `a` after a `break` in the partial, to `b` after a `continue`.
    case afterCall
    /// Leaves a partial because of a `break` (`flag` 0) or `continue` (1) outside of its own loops.
    case interrupt
}

/// One instruction: 16 bytes, trivial.
struct Instruction: BitwiseCopyable, Sendable {
    static let none = UInt32.max

    var operation: Operation
    var flag: UInt8 = 0
    var short: UInt16 = 0
    var a: UInt32 = 0
    var b: UInt32 = 0
    var c: UInt32 = 0
}

/// Flags of `loopBegin` and `tableBegin`.
enum LoopFlag {
    static let limit: UInt8 = 1
    static let offset: UInt8 = 2
    static let goOn: UInt8 = 4
    static let reversed: UInt8 = 8
    static let columns: UInt8 = 16
}

/// Flags of `call`.
enum CallFlag {
    /// Sees the caller's variables (`include`); else it sees only its arguments (`render`).
    static let shared: UInt8 = 1
    /// A value is bound to the partial's name.
    static let bound: UInt8 = 2
    /// The bound value is a list to repeat the partial for.
    static let repeated: UInt8 = 4
    /// The name stands on the stack.
    static let dynamic: UInt8 = 8
}

/// How two values are compared.
enum Comparison: UInt8 {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, contains
}

/// Where an instruction comes from.
struct SourceRange: BitwiseCopyable, Sendable, Hashable {
    var file: UInt32
    var start: UInt32
    var length: UInt32
}
