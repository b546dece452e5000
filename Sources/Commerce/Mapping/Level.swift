/// Whose row answered, nearest first (rules.md 2.1). The group level comes after all parents.
package enum Level: UInt8, Sendable, Hashable, CaseIterable, Comparable {
    case shipTo, own, parent, group, everyone

    /// The word every report, document and JSON prints.
    package var name: String {
        switch self {
        case .shipTo: "ship_to"
        case .own: "own"
        case .parent: "parent"
        case .group: "group"
        case .everyone: "everyone"
        }
    }

    package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
}
