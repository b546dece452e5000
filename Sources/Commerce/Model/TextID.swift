/// The number of a text in ``Texts``. Equal texts, to the byte, have equal ids.
package struct TextID: Sendable, Hashable {
    package var rawValue: Int32

    @inlinable
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The empty text: a field that was blank or absent.
    @inlinable package static var blank: TextID { TextID(rawValue: 0) }
    @inlinable package var isBlank: Bool {
        @inline(__always) get { rawValue == 0 }
    }
    @inlinable package var index: Int {
        @inline(__always) get { Int(rawValue) }
    }
}
