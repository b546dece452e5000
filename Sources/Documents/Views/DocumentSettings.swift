package import Commerce

/// What the project file says about documents, as plain values.
package struct DocumentSettings: Sendable {
    package var seller = Seller()
    /// ISO 4217, for documents and customers that state none.
    package var currency = "GBP"
    /// CLDR, for customers that state none.
    package var locale = "en_GB"
    package var tax: TaxRule?
    /// Gives due dates where the data has none.
    package var terms = ""
    package var numberDisplay = NumberDisplay.both
    /// A colour of CSS for what stands out, and families of fonts; blank for the shipped ones.
    package var accent = ""
    package var font = ""
    /// `A4` or `Letter`.
    package var paper = "A4"
    /// A Liquid text over the head of a document: `document` without lines and amounts, `customer`, `ship_to`
    /// and `seller`.
    package var filename = Self.plainFilename
    /// The mapping file as the project names it, for the origin of a line's number.
    package var mappingSource = ""
    /// The folder of the project's own templates; nil for none.
    package var templates: String?
    package var output = "out"
    package var csv = CSVMode.people

    package static let plainFilename = "{{ document.number }}"

    package init() {}

    /// Who reads CSV files.
    package enum CSVMode: Sendable, Hashable {
        /// Text that a spreadsheet would run as a formula gets a leading `'`.
        case people
        case raw
    }

    /// Whose documents these are.
    package struct Seller: Sendable {
        package var name = ""
        package var address: [String] = []
        /// ISO 3166, `GB`; customers in it have no country in their address.
        package var country = ""
        package var taxID = ""
        package var email = ""
        package var phone = ""
        package var website = ""
        /// What a page puts into `src`; see ``LogoPicture``.
        package var logo = ""
        /// The logo as mails show it.
        package var mailLogo = LogoPicture()
        /// Where to pay, line by line.
        package var bank: [String] = []
        package var footer = ""
        /// Printed on every document.
        package var notes: [String] = []

        package init() {}
    }

    /// The settings that documents are built with, their texts interned.
    package func tradeDefaults(_ texts: inout Texts) -> TradeDefaults {
        TradeDefaults(currency: currency, terms: terms, tax: tax, texts: &texts)
    }
}
