import Commerce
import Diagnostics

extension RowReading {
    /// The customer of the current row, by id, else by name.
    ///
    /// A name that nobody has is taken as the id, so that the row is kept and the customer reported as unknown; a
    /// name that several have is refused, as either could be meant.
    mutating func customer(
        _ id: TextID, _ names: CustomerNames, _ texts: inout Texts
    ) -> TextID {
        guard id.isBlank, columns.has(.customerName) else { return id }
        let name = text(.customerName, &texts)
        if name.isBlank { return .blank }
        if names.isShared(name) {
            refuse(
                .customerName, "shared-customer-name", "several customers are named `\(texts.string(name))`",
                hint: "give the customer_id instead")
            return .blank
        }
        return names.id(of: name) ?? name
    }
}
