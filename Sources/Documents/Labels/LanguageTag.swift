/// What a text that names a language or a locale means, as a tag of BCP 47 that catalogues are named by.
enum LanguageTag {
    /// `de` for `de`, `DE`, `de_AT`, `deu` and `DEU`; `zh-Hans` for `zh`, `zh_CN` and `chs`; nil for no tag.
    static func canonical(_ text: String) -> String? {
        let name = text.prefix { $0 != "." && $0 != "@" }
        let parts = name.split { $0 == "_" || $0 == "-" }.map { $0.lowercased() }
        guard let first = parts.first, (2...3).contains(first.utf8.count),
            first.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return nil }
        let language = shorter[first] ?? first
        guard language == "zh" else { return language }
        let rest = parts.dropFirst()
        let isTraditional =
            first == "cht" || rest.contains { ["hant", "tw", "hk", "mo"].contains($0) }
        return isTraditional ? "zh-Hant" : "zh-Hans"
    }

    /// Whether the language is written from right to left.
    static func isRightToLeft(_ tag: String) -> Bool {
        ["ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"].contains(tag)
    }

    /// The letters that ISO 639-2 and Business Central have for languages with two-letter codes, and old ones.
    private static let shorter = [
        "eng": "en", "enu": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es",
        "esp": "es",
        "ita": "it", "nld": "nl", "dut": "nl", "swe": "sv", "sve": "sv", "pol": "pl", "plk": "pl",
        "jpn": "ja",
        "zho": "zh", "chi": "zh", "chs": "zh", "cht": "zh", "heb": "he", "iw": "he", "ara": "ar", "no": "nb",
    ]
}
