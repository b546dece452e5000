/// One running loop.
struct LoopRecord: BitwiseCopyable {
    enum Kind: UInt8 { case `for`, table, partial }

    var kind: Kind
    var isReversed = false
    /// Unlike any other loop's of this rendering, so that a `forloop` kept for later is known to be over.
    var serial: Int64
    var collection: Value
    /// Elements of the collection before the first that counts.
    var start: Int
    var count: Int
    var index = 0
    /// Place of the loop around it in the list of loops, or -1.
    var parent: Int
    /// The number of its `name`.
    var key: UInt32
    var slot: UInt32
    var saves: Int = 0
    // `tablerow`
    var columns = 0
    var column = 1
    var row = 1
}

/// One running partial.
struct CallRecord: BitwiseCopyable {
    var call: Int
    var flag: UInt8
    var partial: UInt32
    var frame: Int
    /// Places of the value stack and the saved variables to go back to.
    var stack: Int
    var saves: Int
    var loops: Int
    /// The first loop that `forloop.parentloop` may see.
    var firstLoop: Int
    /// Where the list of assigned variables stood.
    var touched: Int
    /// The list that the partial is repeated for, and how far it is.
    var list: Value
    var index: Int
    var count: Int
    var bound: UInt32
}

/// What a variable was before a loop or partial covered it.
struct SavedVariable: BitwiseCopyable {
    var slot: UInt32
    var scoped: Value
    var visible: Value
}

/// A top-level variable of the data that the program names.
struct RootPlace: BitwiseCopyable {
    var slot: UInt32
    /// Its place among the arena's.
    var index: Int32
}

/// A partial, as the program knows it.
struct PartialPlace: BitwiseCopyable {
    /// `none` where there is no such partial.
    var entry: UInt32
    var variable: UInt32
    var whole: UInt32
}

/// Where a field was found at one place of a program: valid as long as the objects have the same shape.
struct SiteCache: BitwiseCopyable {
    var shape: UInt64
    /// -1: the shape has no such field.
    var slot: Int32
}

/// How far a `cycle` is.
struct CycleRecord: BitwiseCopyable {
    var frame: Int
    var key: UInt32
    var name: Value
    var index: Int
}

/// Where a loop left off, for `offset: continue`.
struct ContinueRecord: BitwiseCopyable {
    var frame: Int
    var key: UInt32
    var offset: Int
}
