package import Commerce
package import Diagnostics
package import Notation

/// What a run made, and what was wrong.
package struct GenerateSummary: Sendable {
    /// In the order of the kinds; those without a document are left out.
    package internal(set) var kinds: [KindTally] = []
    /// Files written; those that were up to date are not among them.
    package internal(set) var fileCount = 0
    package internal(set) var unchangedCount = 0
    /// What became of each file, in the order of the paths: stale ones are here too.
    package internal(set) var changes: [OutputChange] = []
    /// Files of earlier runs that no document is behind any more, and how many of them were removed.
    package internal(set) var staleCount = 0
    package internal(set) var prunedCount = 0
    /// Those of them that are gone.
    var removed: [String] = []
    package internal(set) var byteCount = 0
    /// Of the data first, in the order of the documents, then of templates, then of files.
    package internal(set) var findings = Findings()
    /// Why each line shows what it shows, one line of text each; empty unless the run explains.
    package internal(set) var explanations = ""
    /// A template could not be read, or failed (exit code 4).
    package internal(set) var templatesFailed = false
    /// A file could not be written (exit code 5).
    package internal(set) var outputFailed = false

    /// Every file that is as it should be.
    var outputs: [OutputRecord] = []
    /// What the templates were made of.
    var templates = TemplatesUsed()

    struct TemplatesUsed: Sendable {
        var closures: [ClosureRecord] = []
        var lookups: [TemplateReads.Entry] = []
        var lateLookups: [TemplateReads.Entry] = []
    }

    package init() {}

    package var documentCount: Int { kinds.reduce(0) { $0 + $1.documents } }
    package var unmappedLines: Int { kinds.reduce(0) { $0 + $1.unmappedLines } }
}

/// The counts of one kind of document.
package struct KindTally: Sendable, Hashable {
    package let kind: TradeKind
    package internal(set) var documents = 0
    package internal(set) var lines = 0
    package internal(set) var unmappedLines = 0
    package internal(set) var nonItemLines = 0
    /// By currency code. Credits are negative.
    package internal(set) var nets: [CurrencyNet] = []

    /// A sum; nil where it needs more than 38 digits.
    package struct CurrencyNet: Sendable, Hashable {
        package let currency: String
        package internal(set) var net: ExactDecimal?
    }

    init(_ kind: TradeKind) {
        self.kind = kind
    }

    mutating func add(_ document: borrowing TradeDocument, currency: String) {
        documents += 1
        lines += document.lines.count
        unmappedLines += document.unmappedCount
        nonItemLines += document.nonItemCount
        if kind.showsPrices { add(document.totals.net, currency) }
    }

    mutating func add(_ sheet: NumbersSheet) {
        documents += 1
        lines += sheet.lines.count
        unmappedLines += sheet.blankCount
    }

    mutating func add(_ other: KindTally) {
        documents += other.documents
        lines += other.lines
        unmappedLines += other.unmappedLines
        nonItemLines += other.nonItemLines
        for sum in other.nets { add(sum.net, sum.currency) }
    }

    private mutating func add(_ amount: ExactDecimal?, _ currency: String) {
        guard let at = nets.firstIndex(where: { $0.currency == currency }) else {
            nets.append(CurrencyNet(currency: currency, net: amount))
            nets.sort { $0.currency < $1.currency }
            return
        }
        guard let amount, let sum = nets[at].net else {
            nets[at].net = nil
            return
        }
        nets[at].net = try? sum.adding(amount)
    }
}

extension GenerateSummary {
    /// Something could not be written at the very end.
    package mutating func fail() {
        outputFailed = true
    }
}
