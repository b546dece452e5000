/// A filter of the host's own, registered in an ``Environment``.
///
/// ```swift
/// let shout = CustomFilter("shout", arguments: 0...1) { call in
///     let sign = try call[0].map { try call.text($0) } ?? "!"
///     return try call.make(text: call.text(call.input).uppercased() + sign)
/// }
/// let environment = Environment(filters: [shout])   // {{ 'net' | shout: '?' }} prints NET?
/// ```
///
/// One of a built-in filter's name stands in its place. Templates that do not use it do not pay for it.
public struct CustomFilter: Sendable {
    public let name: String
    /// How many arguments it takes; all keywords together count as one.
    public let arguments: ClosedRange<Int>
    let body: CustomBody

    public init(_ name: String, arguments: ClosedRange<Int> = 0...0, _ body: @escaping CustomBody) {
        self.name = name
        self.arguments = arguments
        self.body = body
    }
}

/// A tag of the host's own, registered in an ``Environment``: `{% name value, value, key: value %}`, and where
/// it is a block everything up to `{% endname %}`.
///
/// Its body gets what the block printed as ``CustomCall/input`` (nil for a tag that is no block) and returns
/// what the tag prints. A text is escaped as any value; ``CustomCall/make(markup:)`` is not.
public struct CustomTag: Sendable {
    public let name: String
    public let isBlock: Bool
    /// How many arguments it takes; all keywords together count as one.
    public let arguments: ClosedRange<Int>
    let body: CustomBody

    public init(
        _ name: String, isBlock: Bool = false, arguments: ClosedRange<Int> = 0...0,
        _ body: @escaping CustomBody
    ) {
        self.name = name
        self.isBlock = isBlock
        self.arguments = arguments
        self.body = body
    }
}

/// What a filter or tag of the host's own does. It must not wait, and must give the same for the same call.
public typealias CustomBody = @Sendable (inout CustomCall) throws(CustomProblem) -> Value

/// Why a filter or tag of the host's own cannot go on. The place in the template is added.
public struct CustomProblem: Error, Sendable {
    public var code: String
    public var message: String
    public var hint: String?

    public init(_ message: String, code: String = "template-render", hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    init(_ fault: Fault) {
        self.init(fault.message, code: fault.code, hint: fault.hint)
    }

    var fault: Fault { Fault(code, message, hint: hint) }
}
