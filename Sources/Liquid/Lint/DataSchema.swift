/// What data a kind of template is rendered with: its top-level variables and all that hangs below them.
///
/// One description serves ``Linter``, the JSON Schema that is published (``jsonSchema``) and reference tables.
public struct DataSchema: Sendable {
    /// Names the schema in messages and in its `$id`: `invoice`.
    public var name: String
    public var title: String
    public var fields: [DataField]
    /// Whether there may be variables that the schema does not name, of which nothing is known then.
    public var isOpen: Bool
    /// Whether a variable that nothing of the schema resembles, and that the template itself asks for
    /// (`{% if name %}`, `| default:`), is one of its own that may be absent.
    public var allowsOwnVariables: Bool

    public init(
        name: String, title: String, fields: [DataField], isOpen: Bool = false,
        allowsOwnVariables: Bool = false
    ) {
        self.name = name
        self.title = title
        self.fields = fields
        self.isOpen = isOpen
        self.allowsOwnVariables = allowsOwnVariables
    }

    /// Nothing is known of the data: only what a template says of itself is checked.
    public static let unknown = DataSchema(name: "unknown", title: "any data", fields: [], isOpen: true)

    func type(of name: String) -> DataType? { fields.first { $0.name == name }?.type }
}

/// A variable, or a field of an object.
public struct DataField: Sendable {
    public var name: String
    public var type: DataType
    /// What it is, for people: a phrase without a full stop.
    public var meaning: String
    /// Whether it may be nil. The name is always there.
    public var isOptional: Bool

    public init(_ name: String, _ type: DataType, _ meaning: String, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.meaning = meaning
        self.isOptional = isOptional
    }
}

/// What kind of value a field holds.
public indirect enum DataType: Sendable, Hashable {
    /// Nothing is known of it.
    case any
    /// Always nil.
    case nothing
    case text, integer, decimal, boolean
    /// A day, written `yyyy-MM-dd`.
    case day
    /// One of these texts.
    case choice([String])
    case list(DataType)
    case object(DataObject)
}

/// A kind of object. Two of the same name are the same.
public struct DataObject: Sendable, Hashable {
    /// Unique in a schema, written as in messages and definitions: `line`.
    public var name: String
    public var meaning: String
    public var fields: [DataField]
    /// Whether an object may have fields that are not named here.
    public var isOpen: Bool

    public init(name: String, meaning: String, fields: [DataField], isOpen: Bool = false) {
        self.name = name
        self.meaning = meaning
        self.fields = fields
        self.isOpen = isOpen
    }

    func type(of name: String) -> DataType? { fields.first { $0.name == name }?.type }

    public static func == (a: DataObject, b: DataObject) -> Bool { a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension DataType {
    /// `a text`, for messages.
    var words: String {
        switch self {
        case .any: "a value"
        case .nothing: "nil"
        case .text, .choice: "a text"
        case .integer, .decimal: "a number"
        case .boolean: "true or false"
        case .day: "a day"
        case .list: "a list"
        case .object: "an object"
        }
    }

    /// What is known of a value that may be of either kind.
    func joined(with other: DataType) -> DataType {
        switch (self, other) {
        case (let a, let b) where a == b: a
        case (.nothing, let known), (let known, .nothing): known
        case (.text, .choice), (.choice, .text), (.choice, .choice): .text
        case (.integer, .decimal), (.decimal, .integer): .decimal
        case (.list(let a), .list(let b)): .list(a.joined(with: b))
        default: .any
        }
    }

    /// What a loop over it, `first` or `last` gives.
    var element: DataType {
        if case .list(let element) = self { return element }
        return .any
    }
}
