/// What templates may do and reach, apart from their data.
public struct Environment: Sendable {
    public var limits: Limits
    /// An undefined name is an error that names its whole path, and a `when` list must be well formed to its
    /// end; else undefined names print nothing, as in Shopify's Liquid.
    public var strictVariables: Bool
    /// Whether the filters `raw` and `safe`, which switch escaping off for a value, exist.
    public var allowsRaw: Bool
    /// Whether values may stand in strings of a `<style>` rule and in `style` attributes, made safe for CSS; else
    /// such a template is refused. Templates of Shopify's Order Printer and our own need it.
    public var allowsStyles: Bool
    /// Whether malformed markup that the lax parser of Shopify's Liquid reads is read as it does, with a warning
    /// (``Template/warnings``); else it is an error. For templates that were written for Shopify.
    public var acceptsLooseSyntax: Bool
    /// Where `render` and `include` find their templates; without it they are errors.
    public var partials: (any PartialLoader)?
    /// Filters of the host's own. Of equal names the last counts, before a built-in one.
    public var filters: [CustomFilter]
    /// Tags of the host's own. Of equal names the last counts; built-in tags stay what they are.
    public var tags: [CustomTag]

    public init(
        limits: Limits = .standard, strictVariables: Bool = false, allowsRaw: Bool = false,
        allowsStyles: Bool = false, acceptsLooseSyntax: Bool = false, partials: (any PartialLoader)? = nil,
        filters: [CustomFilter] = [],
        tags: [CustomTag] = []
    ) {
        self.limits = limits
        self.strictVariables = strictVariables
        self.allowsRaw = allowsRaw
        self.allowsStyles = allowsStyles
        self.acceptsLooseSyntax = acceptsLooseSyntax
        self.partials = partials
        self.filters = filters
        self.tags = tags
    }

    /// The names of all filters that a template may use here, in order.
    public var filterNames: [String] {
        let own = Filter.allCases.filter { allowsRaw || !$0.needsRaw }.map(\.rawValue)
        return Set(own + filters.map(\.name)).sorted()
    }
}
