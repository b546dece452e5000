import Foundation
import Testing

/// Whom a document is for, and its terms, as the customer's language has them.
@Suite struct AddressTests {
    private static let customers = [
        ("J1", "株式会社寿司", "ja"), ("J2", "寿司商事 御中", "ja"), ("J3", "田中一郎様", "ja"), ("Z1", "上海厨艺有限公司", "zh-Hans"),
        ("D1", "R&D <Haus>", "de"), ("E1", "Nook Ltd", "en"),
    ]

    private static func project() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var (list, invoices, orders) = ("customer_id,name,language\n", "", "")
        for (id, name, language) in customers {
            list += "\(id),\(name),\(language)\n"
            invoices += "I-\(id),\(id),2026-03-02,A-1,Kettle,2,24.50\n"
            orders += "O-\(id),\(id),2026-03-02,1,A-1,2\n"
        }
        try folder.write(list, to: "customers.csv")
        try folder.write("item_number,description\nA-1,Kettle\n", to: "items.csv")
        try folder.write("customer_id,item_number,customer_item_number\nJ1,A-1,X-1\n", to: "mappings.csv")
        try folder.write(
            "invoice_number,customer_id,invoice_date,item_number,description,quantity,unit_price\n"
                + invoices,
            to: "invoices.csv")
        try folder.write(
            "order_number,customer_id,order_date,line_number,item_number,quantity\n" + orders,
            to: "orders.csv")
        try folder.write(
            """
            seller: { name: Rowan Ltd, email: a@example.com }
            currency: EUR
            locale: en_GB
            terms: net 30
            data: { customers: customers.csv, items: items.csv, mappings: mappings.csv, orders: orders.csv,
              invoices: invoices.csv }
            """, to: "counterpart.yml")
        return folder
    }

    @Test func `a Japanese company is addressed as one, once`() async throws {
        let project = try Self.project()
        let run = try await Run.of(
            Program.fresh,
            ["render", "invoice", "packing-slip", "numbers", "--format", "html,md,email-html", "-o", "out"],
            in: project.url)
        #expect(run.code == 0, "\(run.err)")
        for (id, name, language) in Self.customers {
            let addressed = id == "J1" ? name + " 御中" : name
            for stem in ["invoice/I-\(id)", "packing-slip/O-\(id)", "numbers/\(id)"] {
                for form in ["html", "md", "email-html"] {
                    let file = project.url.appendingPathComponent("out/\(stem).\(form)")
                    let text = try String(contentsOf: file, encoding: .utf8)
                    let plain = text.replacingOccurrences(of: "&amp;", with: "&")
                        .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(
                            of: "&gt;", with: ">"
                        )
                        .replacingOccurrences(of: "\\", with: "")
                    let (open, shut) = form == "md" ? ("**", "**") : (">", "<")
                    #expect(plain.contains(open + addressed + shut), "\(stem).\(form)")
                    let titles = plain.components(separatedBy: "御中").count - 1
                    #expect(titles == (addressed.hasSuffix("御中") ? 1 : 0), "\(stem).\(form) \(language)")
                }
            }
        }
    }

    @Test func `net days are said in the language of the document`() async throws {
        let project = try Self.project()
        let run = try await Run.of(
            Program.fresh, ["render", "invoice", "--format", "html,md,email-html", "-o", "out"],
            in: project.url)
        #expect(run.code == 0, "\(run.err)")
        let expected = ["D1": "30 Tage netto", "E1": "net 30", "J1": "請求日から30日以内", "Z1": "净 30 天"]
        for (id, words) in expected {
            for form in ["html", "md", "email-html"] {
                let file = project.url.appendingPathComponent("out/invoice/I-\(id).\(form)")
                #expect(try String(contentsOf: file, encoding: .utf8).contains(words), "\(id).\(form)")
            }
        }
    }
}
