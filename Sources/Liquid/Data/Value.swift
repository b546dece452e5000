public import Notation

/// One value of a template: 16 bytes, trivial.
///
/// Numbers, days and truth values are in it; texts, arrays and objects are an offset into the arena that made
/// it, so a value means something only together with its ``DataArena``.
public struct Value: Sendable, BitwiseCopyable {
    @usableFromInline
    enum Tag: UInt8, Sendable, BitwiseCopyable {
        /// Not there at all; only in variable slots.
        case unset
        case `nil`, boolean, integer
        /// `payload` x 10^-`count`.
        case decimal
        /// More than 18 digits: two nodes with the high and low half of the mantissa, `count` digits of
        /// scale.
        case wide
        /// A double, in `payload`: a JSON number with an exponent that no decimal of 38 digits holds. It prints and
        /// compares; filters refuse it.
        case float
        case text, day, array
        /// `count` is the index of the arena's shape.
        case object
        /// Two integer nodes, both ends included.
        case range
        /// The loop of that serial number.
        case forLoop, tableLoop
        /// `self`: the variables of the frame of that number.
        case scope
        /// The words of conditions.
        case blank, empty
    }

    /// Whose memory `payload` counts in.
    @usableFromInline
    enum Space: UInt8, Sendable, BitwiseCopyable {
        case data, scratch, literal, key
        /// The bytes that were lent to the arena.
        case lent
    }

    @usableFromInline var tag: Tag
    @usableFromInline var space: Space
    /// The text is already written for the kind of output and is not escaped again.
    @usableFromInline var isMarkup: Bool
    /// Markup that the program itself vouches for, in any place: from `DataArena.markup`, `raw`, `safe`.
    @usableFromInline var isTrusted = false
    /// Bytes of a text, elements of an array, digits after the point, or the shape.
    @usableFromInline var count: UInt32
    @usableFromInline var payload: Int64

    @inlinable @inline(__always)
    init(_ tag: Tag, space: Space = .data, isMarkup: Bool = false, count: UInt32 = 0, payload: Int64 = 0) {
        self.tag = tag
        self.space = space
        self.isMarkup = isMarkup
        self.count = count
        self.payload = payload
    }

    @inlinable public static var `nil`: Value { Value(.nil) }
    @inlinable public static var `true`: Value { Value(.boolean, payload: 1) }
    @inlinable public static var `false`: Value { Value(.boolean, payload: 0) }
    static let unset = Value(.unset)

    @inlinable
    public static func bool(_ value: Bool) -> Value { Value(.boolean, payload: value ? 1 : 0) }
    @inlinable
    public static func integer(_ value: Int) -> Value { Value(.integer, payload: Int64(value)) }
    @inlinable
    public static func day(_ day: Day) -> Value { Value(.day, payload: Int64(day.number)) }

    @inline(__always) var size: Int { Int(count) }
    @inline(__always) var isTruthy: Bool {
        switch tag {
        case .unset, .nil: false
        case .boolean: payload != 0
        default: true
        }
    }
    @inline(__always) var isNil: Bool { tag == .nil || tag == .unset }
    @inline(__always) var isNumber: Bool { tag == .integer || tag == .decimal || tag == .wide }
}
