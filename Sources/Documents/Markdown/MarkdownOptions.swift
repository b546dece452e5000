/// How ``Markdown/html(_:options:)`` treats its source.
package struct MarkdownOptions: Sendable {
    /// Lets raw HTML and every URL through. Only for the public test suites and for text nobody else wrote.
    package var unsafe: Bool
    /// The name a diagnostic gives to the source.
    package var file: String

    package init(unsafe: Bool = false, file: String = "markdown") {
        self.unsafe = unsafe
        self.file = file
    }
}
