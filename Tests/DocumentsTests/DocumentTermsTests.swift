import Commerce
import Testing

@Suite struct `Terms of payment` {
    @Test(arguments: [
        ("net 30", 30), ("Net30", 30), ("NET 30 days", 30), ("30 days", 30), ("30 days net", 30),
        ("n/30", 30),
        ("2/10 net 30", 30), ("2/10, n/30", 30), ("2% 10 days, net 30", 30), ("due on receipt", 0),
        ("14d", 14),
        ("30 Tage", 30), ("net 0", 0),
    ])
    func `a number of days is read`(terms: String, days: Int) {
        #expect(TradeTerms.days(terms) == days)
    }

    @Test(arguments: [
        "", "net", "cash", "net 30 EOM", "30 days end of month", "net 99999999999999999999", "as agreed",
    ])
    func `nothing is guessed`(terms: String) {
        #expect(TradeTerms.days(terms) == nil)
    }
}
