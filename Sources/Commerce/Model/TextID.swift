/// The number of a text in ``Texts``. Equal texts, to the byte, have equal ids.
// Public, unlike all else here: of what is `package` other modules inline nothing, and they ask for the index of an
// id a few times for every line and every cell.
public struct TextID: Sendable, Hashable {
    public var rawValue: Int32

    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The empty text: a field that was blank or absent.
    @inlinable public static var blank: TextID { TextID(rawValue: 0) }
    @inlinable public var isBlank: Bool { rawValue == 0 }
    @inlinable public var index: Int { Int(rawValue) }
}
