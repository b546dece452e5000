import Commerce
import DataSources
import Notation

/// What `resolve --search` found, as text.
struct SearchAnswer {
    struct Hit {
        var score: Int
        var match: String
        var item: String
        var description: String
        /// The mapping row whose number or description was hit.
        var row: LookUp.Row?
    }

    var query: String
    var customer: String?
    var day: Day
    /// How many there are in all.
    var count: Int
    var hits: [Hit]

    /// The best hits for a text; with a customer only among the rows that can answer for it, and our items.
    static func of(_ text: String, customer: TextID?, day: Day, limit: Int, _ run: ProjectRun) -> SearchAnswer
    {
        let words = LookUpWords(run, day: day)
        let search = NumberSearch(run.data, text: text)
        let accounts = customer.map { Set(run.resolver.accounts(of: $0)) }
        let found = search.hits(limit: limit, accounts: accounts)
        let hits = found.best.map { hit in
            Hit(
                score: hit.score, match: hit.match.name, item: run.data.texts.string(hit.item),
                description: words.description(hit.item), row: hit.row < 0 ? nil : words.row(hit.row))
        }
        return SearchAnswer(
            query: text, customer: customer.map { run.data.texts.string($0) }, day: day, count: found.count,
            hits: hits)
    }
}
