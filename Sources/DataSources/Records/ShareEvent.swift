import Commerce

/// Something in a share of an invoice file that only who knows the rows before it can settle.
struct ShareEvent: Sendable {
    enum Kind: UInt8 {
        /// A row that is not plain; nothing of it has been read.
        case record
        /// The first row of the share in which a document is this customer's.
        case owner
        case positiveCredit
    }

    let kind: Kind
    /// Its line, counted from the start of the share, from 1.
    let line: Int
    /// Where its row begins in the file.
    let offset: Int
    var document = TextID.blank
    var customer = TextID.blank
}
