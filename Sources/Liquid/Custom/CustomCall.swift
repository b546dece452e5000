public import Notation

/// One call of a filter or tag of the host's own: its values, and the only way to make new ones.
///
/// What is made here counts towards the limits of the rendering. Values are of this rendering only and must not
/// be kept.
public struct CustomCall: ~Copyable {
    /// The value before the `|`, or what a block printed.
    public let input: Value
    var machine: Machine
    private let arguments: Arguments

    init(_ input: Value, _ arguments: Arguments, in machine: Machine) {
        self.input = input
        self.arguments = arguments
        self.machine = machine
    }

    /// The `index`th argument that has no keyword.
    public subscript(_ index: Int) -> Value? { arguments[index] }

    /// The argument of a keyword: `shout: sign: '?'`.
    public func keyword(_ name: String) -> Value? {
        arguments.keyword { number in
            machine.bytes(ofName: number).elementsEqual(name.utf8)
        }
    }

    /// How the document at hand is written.
    public var style: RenderStyle { machine.style?.pointee ?? .plain }

    // MARK: Reading

    public func isNil(_ value: Value) -> Bool { value.isNil }
    /// Everything but nil and false.
    public func isTruthy(_ value: Value) -> Bool { value.isTruthy }

    /// What the value prints.
    public mutating func text(_ value: Value) throws(CustomProblem) -> String {
        try run { (machine) throws(Fault) in String(decoding: try machine.plain(value), as: UTF8.self) }
    }

    /// The value as a number: texts as far as they begin with one, everything else 0, as number filters do.
    public mutating func number(_ value: Value) -> ExactDecimal { machine.number(of: value) }

    /// The value where it is a number or a text that is nothing else; nil where it is nil or an empty text.
    public mutating func amount(_ value: Value, for name: String) throws(CustomProblem) -> ExactDecimal? {
        try run { (machine) throws(Fault) in try machine.amount(value, name) }
    }

    /// The elements of a list, lists within it taken apart; of nil none, of anything else itself.
    public mutating func elements(_ value: Value) throws(CustomProblem) -> [Value] {
        try run { (machine) throws(Fault) in
            let list = try machine.elements(of: value)
            let nodes = machine.nodes(of: list)
            return (0..<list.size).map { nodes[$0] }
        }
    }

    /// A field of an object; nil where it is no object or has no such field.
    public func field(_ value: Value, _ name: String) -> Value? {
        guard value.tag == .object else { return nil }
        let found = machine.member(value, named: Array(name.utf8))
        return found.isNil ? nil : found
    }

    // MARK: Making

    public mutating func make(text: String) throws(CustomProblem) -> Value {
        var text = text
        return try run { (machine) throws(Fault) in
            machine.work.count = 0
            text.withUTF8 { machine.work.append($0) }
            return try machine.finishWork()
        }
    }

    /// Text that is already written for the template's kind of output. Only for text that the host made itself;
    /// parts that come from data go through ``escaped(_:)``.
    public mutating func make(markup: String) throws(CustomProblem) -> Value {
        var made = try make(text: markup)
        made.isMarkup = true
        return made
    }

    /// What the value prints, with `& < > " '` as character references.
    public mutating func escaped(_ value: Value) throws(CustomProblem) -> String {
        try run { (machine) throws(Fault) in
            let text = try machine.plain(value)
            try machine.checkRoom(text.count)
            machine.work.count = 0
            Escaping.html(text, to: &machine.work)
            let made = try machine.finishWork()
            return String(decoding: machine.bytes(of: made), as: UTF8.self)
        }
    }

    public mutating func make(_ number: ExactDecimal) throws(CustomProblem) -> Value {
        try run { (machine) throws(Fault) in try machine.makeNumber(number) }
    }

    public mutating func make(list: [Value]) throws(CustomProblem) -> Value {
        try run { (machine) throws(Fault) in
            let made = try machine.makeArray(list.count)
            for (i, value) in list.enumerated() { made.nodes[i] = value }
            return made.value
        }
    }

    /// How much of the currency an amount shows.
    public enum MoneyForm: Sendable {
        case plain, withCode, withoutSymbol
    }

    /// An amount as `money` and its neighbours write it, with the currency's decimals or as many as said.
    public mutating func money(
        _ amount: ExactDecimal, _ form: MoneyForm = .plain, decimals: Int? = nil
    ) throws(CustomProblem) -> Value {
        let filter: Filter =
            switch form {
            case .plain: .money
            case .withCode: .moneyWithCurrency
            case .withoutSymbol: .moneyWithoutCurrency
            }
        return try run { (machine) throws(Fault) in
            try machine.money(filter, amount, digits: decimals.map { max(0, min(38, $0)) })
        }
    }

    /// A number as `number` writes it, with at least so many decimals.
    public mutating func number(_ number: ExactDecimal, atLeast decimals: Int) throws(CustomProblem) -> Value
    {
        try run { (machine) throws(Fault) in
            try machine.localNumber(number, minimum: max(0, min(38, decimals)))
        }
    }

    private mutating func run<Result>(
        _ body: (inout Machine) throws(Fault) -> Result
    ) throws(CustomProblem) -> Result {
        do throws(Fault) { return try body(&machine) } catch { throw CustomProblem(error) }
    }
}
