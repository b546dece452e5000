/// What one rendering may cost. Every limit ends in an error that names it; nothing is cut off in silence.
public struct Limits: Sendable, Hashable, BitwiseCopyable {
    /// Instructions executed, elements that filters touch, and every 64 bytes that they read.
    public var steps: Int
    /// Bytes written.
    public var outputBytes: Int
    /// Bytes of all texts and arrays built by filters, `capture` and loops together.
    public var valueBytes: Int
    /// Bytes of a template and its partials together.
    public var templateBytes: Int
    /// Open blocks around a tag.
    public var blockDepth: Int
    /// Brackets within brackets.
    public var expressionDepth: Int
    /// Partials within partials.
    public var partialDepth: Int

    public init(
        steps: Int = 5_000_000, outputBytes: Int = 64 << 20, valueBytes: Int = 64 << 20,
        templateBytes: Int = 8 << 20, blockDepth: Int = 100, expressionDepth: Int = 100,
        partialDepth: Int = 30
    ) {
        self.steps = steps
        self.outputBytes = outputBytes
        self.valueBytes = valueBytes
        self.templateBytes = templateBytes
        self.blockDepth = blockDepth
        self.expressionDepth = expressionDepth
        self.partialDepth = partialDepth
    }

    /// 5 million steps, 64 MB out, 64 MB of values, 8 MB of template.
    public static let standard = Limits()
}
