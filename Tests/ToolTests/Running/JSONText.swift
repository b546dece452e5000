import Foundation

/// A naive JSON reader for tests that keeps every number as it is written, so that no digit is lost on the
/// way.
enum JSONText: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONText])
    case object([String: JSONText])

    struct Unreadable: Error {
        var offset: Int
    }

    init(_ url: URL) throws {
        try self.init([UInt8](Data(contentsOf: url)))
    }

    init(_ bytes: [UInt8]) throws {
        var reader = JSONTextReader(bytes: bytes)
        self = try reader.value()
    }

    subscript(_ key: String) -> JSONText? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    var array: [JSONText] {
        if case .array(let elements) = self { return elements }
        return []
    }

    var object: [String: JSONText] {
        if case .object(let members) = self { return members }
        return [:]
    }

    /// A number or a string as its text; nil for anything else.
    var text: String? {
        switch self {
        case .number(let text), .string(let text): text
        case .null, .bool, .array, .object: nil
        }
    }

    var integer: Int? { text.flatMap { Int($0) } }
}
