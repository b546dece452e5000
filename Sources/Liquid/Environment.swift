/// What templates may do and reach, apart from their data.
public struct Environment: Sendable {
    public var limits: Limits
    /// An undefined name is an error that names its whole path, and a `when` list must be well formed to its
    /// end; else undefined names print nothing, as in Shopify's Liquid.
    public var strictVariables: Bool
    /// Whether the filters `raw` and `safe`, which switch escaping off for a value, exist.
    public var allowsRaw: Bool
    /// Where `render` and `include` find their templates; without it they are errors.
    public var partials: (any PartialLoader)?

    public init(
        limits: Limits = .standard, strictVariables: Bool = false, allowsRaw: Bool = false,
        partials: (any PartialLoader)? = nil
    ) {
        self.limits = limits
        self.strictVariables = strictVariables
        self.allowsRaw = allowsRaw
        self.partials = partials
    }
}
