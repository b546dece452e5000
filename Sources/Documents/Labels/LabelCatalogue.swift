import Commerce
import Liquid

/// The words of one language: for the filter `t` in templates, and for the values that are words themselves.
struct LabelCatalogue: Sendable {
    /// A tag of BCP 47: `de`, `zh-Hans`.
    let language: String
    let isRightToLeft: Bool
    let labels: Labels
    /// By ``TradeKind/rawValue``.
    private let titles: [String]
    /// By ``TradeStatus/rawValue``; empty where nothing is missing.
    private let reasons: [String]
    let sheetTitle: String
    private let texts: [String: String]

    init(language: String, texts: [String: String]) {
        self.language = language
        self.texts = texts
        isRightToLeft = LanguageTag.isRightToLeft(language)
        labels = Labels(texts, language: language)
        titles = TradeKind.allCases.map { texts["title." + $0.name] ?? $0.words }
        reasons = TradeStatus.allCases.map { status in
            status.reason.map { texts["reason." + status.name] ?? $0 } ?? ""
        }
        sheetTitle = texts["title.numbers"] ?? ""
    }

    /// What stands over a document.
    func title(_ kind: TradeKind) -> String { titles[Int(kind.rawValue)] }

    /// Why a line has no number, in words; nil where nothing is missing.
    func reason(_ status: TradeStatus) -> String? {
        let words = reasons[Int(status.rawValue)]
        return words.isEmpty ? nil : words
    }

    /// Why no tax is charged in a category of EN 16931.
    func taxReason(_ category: String) -> String? { texts["tax." + category] }
}
