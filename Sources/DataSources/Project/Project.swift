package import Commerce
package import Notation

/// What `counterpart.yml` says, checked: every path resolved, every word understood.
///
/// ```
/// let project = try Project.load("samples/counterpart.yml")
/// project.data[.orders]?.path
/// ```
package struct Project: Sendable {
    /// The project file as the user named it.
    package var file: String
    /// The folder it lies in; every relative path in it counts from there.
    package var folder: String
    package var seller = Seller()
    /// ISO 4217, for customers that state none; nil where the project states none either.
    package var currency: String?
    /// A CLDR locale, for customers that state none.
    package var locale = "en_US"
    package var data: [RecordKind: DataFile] = [:]
    /// How an order's number may find its item; `exact` is always among them (rules.md 3).
    package var accepted: Set<MatchReason> = Set(MatchReason.allCases)
    /// Nil where prices carry no tax.
    package var tax: TaxRule?
    package var terms: PaymentTerms?
    package var targets = Targets()
    package var duplicates = Duplicates.keep
    package var numberDisplay = NumberDisplay.both
    package var look = Look()
    /// The folder of own templates.
    package var templates: String
    package var attachments: Set<Attachment> = [.csv]
    /// A template for the names of documents.
    package var filename = "{{ document.number }}"
    /// The folder for everything written.
    package var output: String

    package init(file: String, folder: String) {
        self.file = file
        self.folder = folder
        templates = Path.resolve("templates", in: folder)
        output = Path.resolve("out", in: folder)
    }

    /// How documents look, without a template of one's own.
    package struct Look: Sendable, Hashable {
        /// A colour of CSS, `#1f4d3f`; nil for the shipped one.
        package var accent: String?
        /// Families of CSS, `Georgia, serif`; nil for the shipped ones.
        package var font: String?
        package var paper: Paper?
        /// The lines at the foot.
        package var footer: [String] = []
        /// Printed on every document, a paragraph each.
        package var notes: [String] = []
    }

    /// What mails of documents carry besides their page.
    package enum Attachment: String, Sendable, Hashable, CaseIterable {
        case csv, pdf
    }

    package enum Paper: String, Sendable, Hashable, CaseIterable {
        case a4 = "A4"
        case letter = "Letter"
    }

    /// Who writes the documents.
    package struct Seller: Sendable, Hashable {
        package var name = ""
        /// The lines of the postal address.
        package var address: [String] = []
        package var country = ""
        package var taxID = ""
        package var email = ""
        package var phone = ""
        package var website = ""
        /// Where to pay, line by line.
        package var bank: [String] = []
        /// The path of a picture, resolved; nil for none.
        package var logo: String?
        /// The one for mails, where it is another.
        package var mailLogo: String?
    }

    /// One tax for everything, unless an item or line states its own (rules.md 7).
    package struct TaxRule: Sendable, Hashable {
        /// A code of UNCL5305 as EN 16931 uses it: S, Z, E, AE, K, G, O, L, M.
        package var category: String
        /// Percent.
        package var rate: ExactDecimal
        /// Why no tax is charged, printed with Z, E and AE.
        package var exemptionReason: String

        package init(category: String, rate: ExactDecimal, exemptionReason: String = "") {
            self.category = category
            self.rate = rate
            self.exemptionReason = exemptionReason
        }
    }

    /// Shares of lines or value, in percent, below which the accuracy report says so.
    package struct Targets: Sendable, Hashable {
        package var lineCoverage: ExactDecimal?
        package var valueCoverage: ExactDecimal?
    }

    /// What happens with invoice lines that are repeated exactly (rules.md 5).
    package enum Duplicates: String, Sendable, Hashable, CaseIterable {
        case keep, drop, refuse
    }

    /// The ways of rules.md 3 that a project may switch off.
    package enum MatchReason: String, Sendable, Hashable, CaseIterable {
        case exact, normalized
        case ownNumber = "own_number"
        case gtin
    }
}

/// One data file of a project, and how it is to be read.
package struct DataFile: Sendable {
    package var kind: RecordKind
    /// The path to open.
    package var path: String
    /// The path as the project file has it, for messages.
    package var name: String
    package var format: Format
    /// Ours: theirs.
    package var columns: [ColumnOverride] = []
    package var clean: [Field: CleanRules] = [:]
    /// For invoices: what the first letters of a number say, in the order of the project file; the first that
    /// fits holds.
    package var kindPrefixes: [KindPrefix] = []
    package var creditSign = CreditSign.negative
    package var dates = DateFormat.iso
    package var decimals = DecimalFormat()
    package var encoding: TextEncoding?
    /// Nil to take it from the heading line.
    package var delimiter: UInt8?
    /// The bytes to read instead of the file, for what a change would make of it; CSV only.
    package var contents: [UInt8]?

    package init(kind: RecordKind, path: String, name: String) {
        self.kind = kind
        self.path = path
        self.name = name
        format = Format(path: path)
        decimals.allowsExponent = format != .csv
    }

    package enum Format: String, Sendable, Hashable, CaseIterable {
        case csv, json, ndjson

        /// By the end of the name; what is neither JSON nor NDJSON is CSV.
        package init(path: String) {
            let name = path.lowercased()
            if name.hasSuffix(".json") {
                self = .json
            } else if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
                self = .ndjson
            } else {
                self = .csv
            }
        }
    }

    package struct KindPrefix: Sendable, Hashable {
        package var kind: DocumentKind
        package var prefix: [UInt8]
    }

    /// How a file writes the quantities of credit notes.
    package enum CreditSign: String, Sendable, Hashable, CaseIterable {
        case negative, positive
    }
}
