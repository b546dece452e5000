import Commerce
import Foundation
import FoundationXML
import Golden
import Notation
import Testing

/// The amounts of EN 16931's own test fragments and examples, computed by us.
@Suite struct `Rules of EN 16931` {
    private static let folder = SharedData.folder("conformance/en16931")?.path

    private static var ruleFiles: [String] {
        [
            "Invoice-unit-UBL/BR-CO-10", "Invoice-unit-UBL/BR-CO-11", "Invoice-unit-UBL/BR-CO-12",
            "Invoice-unit-UBL/BR-CO-13", "Invoice-unit-UBL/BR-CO-14", "Invoice-unit-UBL/BR-CO-15",
            "Invoice-unit-UBL/BR-CO-15-2", "Invoice-unit-UBL/BR-CO-17", "Invoice-unit-UBL/BR-S-08-1",
            "Invoice-unit-UBL/BR-S-08-3", "Invoice-unit-UBL/BR-AE-08", "Invoice-unit-UBL/BR-E-09",
            "Invoice-unit-UBL/BR-G-08", "Invoice-unit-UBL/BR-IC-08", "Invoice-unit-UBL/BR-IC-09",
            "Invoice-unit-UBL/BR-O-08", "Invoice-unit-UBL/BR-O-09", "Invoice-unit-UBL/BR-Z-08",
            "Invoice-unit-UBL/BR-Z-09", "CreditNote-unit-UBL/BR-CO-13", "CreditNote-unit-UBL/BR-CO-15",
            "CreditNote-unit-UBL/BR-CO-15-2", "CreditNote-unit-UBL/BR-S-09",
        ]
    }

    @Test(.enabled(if: folder != nil, "the shared data is not here"), arguments: ruleFiles)
    func `a fragment keeps the rule exactly where our figures are its own`(file: String) throws {
        let folder = try #require(Self.folder)
        let tree = try XMLTree(file: "\(folder)/test/\(file).xml")
        let rule = file.split(separator: "/")[1].prefix { !$0.isLowercase }
        var seen = 0
        for (i, test) in tree.all("test").enumerated() {
            let verdicts = test.all("assert").flatMap { $0.all("success") + $0.all("error") }
            guard let verdict = verdicts.first,
                let document = test.first("Invoice") ?? test.first("CreditNote"),
                let agrees = try Self.agrees(String(rule), document)
            else { continue }
            seen += 1
            #expect(agrees == (verdict.name == "success"), "\(file), test \(i + 1)")
        }
        #expect(seen > 0)
    }

    private static let examples: [String] = [
        "ubl-tc434-example1", "ubl-tc434-example2", "ubl-tc434-example5", "ubl-tc434-example6",
        "ubl-tc434-example8", "ubl-tc434-example9", "ubl-tc434-example10", "guide-example1", "guide-example3",
        "sample-discount-price", "issue116",
    ]

    @Test(.enabled(if: folder != nil, "the shared data is not here"), arguments: examples)
    func `a whole invoice adds up to its own figures`(name: String) throws {
        let folder = try #require(Self.folder)
        let tree = try XMLTree(file: "\(folder)/ubl/examples/\(name).xml")
        let document = try #require(tree.first("Invoice") ?? tree.first("CreditNote"))
        let totals = try Self.totals(document)
        let stated = try #require(document.first("LegalMonetaryTotal"))
        #expect(totals.lineTotal == stated.decimal("LineExtensionAmount"))
        #expect(totals.net == stated.decimal("TaxExclusiveAmount"))
        guard totals.isTaxOurs else { return }
        #expect(totals.total == stated.decimal("TaxInclusiveAmount"))
        let rounding = stated.decimal("PayableRoundingAmount") ?? .zero
        let due = try totals.due.adding(rounding)
        #expect(due == stated.decimal("PayableAmount"))
    }

    private struct Made {
        var lineTotal: ExactDecimal
        var net: ExactDecimal
        var total: ExactDecimal
        var due: ExactDecimal
        /// Allowances and charges of a document of several categories name theirs; ours are shared out.
        var isTaxOurs: Bool
    }

    private static func totals(_ document: XMLTree) throws -> Made {
        var texts = Texts()
        var totals = DocumentTotals()
        totals.clear(digits: 2)
        let lines = document.all("InvoiceLine") + document.all("CreditNoteLine")
        for line in lines {
            let tax = line.first("Item")?.first("ClassifiedTaxCategory")
            try totals.add(
                net: line.decimal("LineExtensionAmount") ?? .zero,
                category: texts.intern(tax?.first("ID")?.text ?? "S"),
                rate: tax?.decimal("Percent") ?? .zero)
        }
        let (less, more) = try adjustments(document)
        let stated = document.first("LegalMonetaryTotal")
        try totals.finish(
            allowance: less, charge: more, paid: stated?.decimal("PrepaidAmount"), texts: texts)
        let isPlain = totals.taxes.count == 1 || less.isZero && more.isZero
        return Made(
            lineTotal: totals.lineTotal, net: totals.net, total: totals.total, due: totals.due,
            isTaxOurs: isPlain)
    }

    private static func adjustments(_ document: XMLTree) throws -> (ExactDecimal, ExactDecimal) {
        var (less, more) = (ExactDecimal.zero, ExactDecimal.zero)
        for part in document.all("AllowanceCharge") {
            let amount = part.decimal("Amount") ?? .zero
            if part.first("ChargeIndicator")?.text == "true" {
                more = try more.adding(amount)
            } else {
                less = try less.adding(amount)
            }
        }
        return (less, more)
    }

    /// Whether the figures of a fragment are those that we make of its parts; nil where it lacks the parts.
    private static func agrees(_ rule: String, _ document: XMLTree) throws -> Bool? {
        let stated = document.first("LegalMonetaryTotal")
        switch rule {
        case "BR-CO-10": return stated?.decimal("LineExtensionAmount") == (try totals(document).lineTotal)
        case "BR-CO-11":
            return (stated?.decimal("AllowanceTotalAmount") ?? .zero) == (try adjustments(document).0)
        case "BR-CO-12":
            return (stated?.decimal("ChargeTotalAmount") ?? .zero) == (try adjustments(document).1)
        case "BR-CO-13":
            var totals = DocumentTotals()
            totals.clear(digits: 2)
            guard let stated, let lines = stated.decimal("LineExtensionAmount") else { return nil }
            try totals.add(net: lines, category: .blank, rate: nil)
            try totals.finish(
                allowance: stated.decimal("AllowanceTotalAmount"),
                charge: stated.decimal("ChargeTotalAmount"), paid: nil, texts: Texts())
            return totals.net == stated.decimal("TaxExclusiveAmount")
        case "BR-CO-14":
            guard let tax = document.first("TaxTotal"), let sum = tax.decimal("TaxAmount") else { return nil }
            let parts = try tax.all("TaxSubtotal").reduce(ExactDecimal.zero) {
                try $0.adding($1.decimal("TaxAmount") ?? .zero)
            }
            return parts == sum
        case "BR-CO-15", "BR-CO-15-2":
            // A second total says the tax in another currency; the document's own counts.
            let currency = document.first("DocumentCurrencyCode")?.text
            let taxes = document.all("TaxTotal").filter {
                currency == nil || $0.first("TaxAmount")?.attributes["currencyID"] == currency
            }
            guard let stated, let net = stated.decimal("TaxExclusiveAmount"), taxes.count == 1,
                let tax = taxes[0].decimal("TaxAmount")
            else { return nil }
            return try net.adding(tax) == stated.decimal("TaxInclusiveAmount")
        case "BR-CO-17", "BR-S-09":
            return try document.all("TaxTotal").flatMap { $0.all("TaxSubtotal") }.allSatisfy { part in
                guard let base = part.decimal("TaxableAmount"),
                    let rate = part.first("TaxCategory")?.decimal("Percent")
                else { return true }
                return try DocumentTotals.tax(on: base, rate: rate, digits: 2) == part.decimal("TaxAmount")
            }
        case "BR-E-09", "BR-IC-09", "BR-O-09", "BR-Z-09":
            // Nothing but 0 is made on a base of these, whatever it is.
            return try document.all("TaxTotal").flatMap { $0.all("TaxSubtotal") }.allSatisfy { part in
                let base = part.decimal("TaxableAmount") ?? ExactDecimal(100)
                return try DocumentTotals.tax(on: base, rate: .zero, digits: 2) == part.decimal("TaxAmount")
            }
        default:
            let name = rule.split(separator: "-")[1]
            return try basesAgree(document, category: name == "IC" ? "K" : String(name))
        }
    }

    /// BR-S-08 and its kin: the base of a category, of each rate of it, is the sum of its lines and charges, less
    /// its allowances.
    private static func basesAgree(_ document: XMLTree, category name: String) throws -> Bool {
        func isOf(_ category: XMLTree?, _ rate: ExactDecimal?) -> Bool {
            category?.first("ID")?.text == name && (name != "S" || category?.decimal("Percent") == rate)
        }
        for part in document.all("TaxTotal").flatMap({ $0.all("TaxSubtotal") }) {
            guard let category = part.first("TaxCategory"), category.first("ID")?.text == name else {
                continue
            }
            let rate = name == "S" ? category.decimal("Percent") : .zero
            var totals = DocumentTotals()
            totals.clear(digits: 2)
            for line in document.all("InvoiceLine")
            where isOf(line.first("Item")?.first("ClassifiedTaxCategory"), rate) {
                try totals.add(
                    net: line.decimal("LineExtensionAmount") ?? .zero, category: .blank, rate: rate ?? .zero)
            }
            var (less, more) = (ExactDecimal.zero, ExactDecimal.zero)
            for item in document.all("AllowanceCharge") where isOf(item.first("TaxCategory"), rate) {
                let amount = item.decimal("Amount") ?? .zero
                if item.first("ChargeIndicator")?.text == "true" {
                    more = try more.adding(amount)
                } else {
                    less = try less.adding(amount)
                }
            }
            if totals.taxes.isEmpty { try totals.add(net: .zero, category: .blank, rate: rate ?? .zero) }
            try totals.finish(allowance: less, charge: more, paid: nil, texts: Texts())
            if totals.taxes.first?.base != part.decimal("TaxableAmount") { return false }
        }
        return true
    }
}

/// An XML element with its children, by local names.
private final class XMLTree {
    let name: String
    var attributes: [String: String] = [:]
    var text = ""
    var children: [XMLTree] = []

    init(name: String) { self.name = name }

    convenience init(file: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        let builder = Builder()
        let parser = XMLParser(data: data)
        parser.delegate = builder
        guard parser.parse() else { throw CocoaError(.fileReadCorruptFile) }
        self.init(name: "")
        // A set of tests is one element down, an invoice is the root itself.
        let root = builder.root.children.first ?? builder.root
        children = root.name == "testSet" ? root.children : [root]
    }

    func all(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

    func first(_ name: String) -> XMLTree? { children.first { $0.name == name } }

    func decimal(_ name: String) -> ExactDecimal? {
        first(name).flatMap {
            try? ExactDecimal.parse($0.text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    private final class Builder: NSObject, XMLParserDelegate {
        let root = XMLTree(name: "")
        private var open: [XMLTree] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            let node = XMLTree(name: String(name.split(separator: ":").last ?? ""))
            node.attributes = attributes
            (open.last ?? root).children.append(node)
            open.append(node)
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.text += string }
    }
}
