/// Why a wanted change of the mappings cannot be made; nothing of it is planned then.
package struct ChangeRefusal: Error, Sendable, Hashable {
    package var code: String
    package var message: String
    package var hint: String?
    /// The row that stands in the way: index into ``MappingTable/rows``, -1 for none.
    package var row: Int32 = -1

    package init(_ code: String, _ message: String, hint: String? = nil, row: Int32 = -1) {
        self.code = code
        self.message = message
        self.hint = hint
        self.row = row
    }
}
