import DataSources
import Diagnostics
import Foundation
import Testing

@Suite struct ColumnMapTests {
    private func map(
        _ header: [String], _ kind: RecordKind, _ overrides: [ColumnOverride] = []
    ) -> Result<ColumnMap, DiagnosticList> {
        do throws(DiagnosticList) {
            return .success(try ColumnMap(header: header, kind: kind, overrides: overrides, file: "data.csv"))
        } catch {
            return .failure(error)
        }
    }

    private func problems(_ result: Result<ColumnMap, DiagnosticList>) -> String {
        if case .failure(let list) = result { return drawn(list.diagnostics) }
        return "(none)"
    }

    @Test func `our own names, in any order`() throws {
        for kind in RecordKind.allCases {
            let header = kind.fields.map(\.rawValue).reversed()
            let columns = try map(Array(header), kind).get()
            for (index, name) in header.enumerated() {
                let field = try #require(Field(rawValue: name))
                #expect(columns[field] == index, "\(kind) \(name)")
            }
            #expect(columns.ignored.isEmpty)
        }
    }

    struct System: Sendable, CustomTestStringConvertible {
        var name: String
        var kind: RecordKind
        var header: [String]
        var fields: [Field?]
        var testDescription: String { name }
    }

    static let systems = [
        System(
            name: "Xoro item customer mapping", kind: .mappings,
            header: [
                "**CustomerName", "**ItemNumber", "**CustomerItemNumber", "CustomerItemDescription",
                "ImportError",
            ],
            fields: [.customerName, .itemNumber, .customerItemNumber, .customerItemDescription, .importError]),
        System(
            name: "NetSuite customer part numbers", kind: .mappings,
            header: ["Customer", "Item", "Customer Part Number"],
            fields: [.customerID, .itemNumber, .customerItemNumber]),
        System(
            name: "Business Central item references", kind: .mappings,
            header: [
                "Item No.", "Reference Type", "Customer No.", "Reference No.", "Description",
                "Unit of Measure Code",
                "Starting Date", "Ending Date",
            ],
            fields: [
                .itemNumber, nil, .customerID, .customerItemNumber, .customerItemDescription, .customerUnit,
                .validFrom, .validTo,
            ]),
        System(
            name: "ERPNext item customer detail", kind: .mappings,
            header: ["Item Code", "Customer Name", "Customer Group", "Ref Code"],
            fields: [.itemNumber, .customerName, .customerGroup, .customerItemNumber]),
        System(
            name: "Acumatica cross-reference", kind: .mappings,
            header: ["Inventory ID", "Alternate ID", "Customer ID", "UOM"],
            fields: [.itemNumber, .customerItemNumber, .customerID, .customerUnit]),
        System(
            name: "SAP customer-material info record", kind: .mappings,
            header: ["Sold-to party", "Material", "Customer Material"],
            fields: [.customerID, .itemNumber, .customerItemNumber]),
        System(
            name: "Online Retail II", kind: .invoices,
            header: [
                "Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID",
                "Country",
            ],
            fields: [
                .invoiceNumber, .itemNumber, .description, .quantity, .invoiceDate, .unitPrice, .customerID,
                .country,
            ]),
        System(
            name: "Xoro sales orders", kind: .orders,
            header: [
                "OrderNumber", "CustomerName", "ThirdPartyRefNo", "OrderDate", "Line #", "CustomerItem#",
                "Qty", "UnitPrice",
            ],
            fields: [
                .orderNumber, .customerName, .poNumber, .orderDate, .lineNumber, .customerItemNumber,
                .quantity, .unitPrice,
            ]),
        System(
            name: "a stock list", kind: .stock,
            header: ["SKU", "Warehouse", "Qty On Hand", "Reserved", "On Order"],
            fields: [.itemNumber, .location, .onHand, .allocated, .onOrder]),
        System(
            name: "a customer list", kind: .customers,
            header: [
                "Account No", "Company Name", "Street", "Town", "Zip", "VAT No", "E-mail", "Head Office",
            ],
            fields: [.customerID, .name, .address1, .city, .postcode, .taxID, .email, .parentCustomerID]),
    ]

    @Test(arguments: systems)
    func `other systems' headings need no columns`(_ it: System) throws {
        let columns = try map(it.header, it.kind).get()
        for (index, field) in it.fields.enumerated() {
            if let field {
                #expect(columns[field] == index, "\(it.header[index])")
            } else {
                #expect(columns.ignored.contains(it.header[index]))
            }
        }
    }

    @Test func `columns in the project file win over names`() throws {
        let columns = try map(
            ["item_number", "Our Code", "customer_item_number", "extra"], .mappings,
            [ColumnOverride(field: .itemNumber, heading: "our code")]
        ).get()
        #expect(columns[.itemNumber] == 1)
        #expect(columns[.customerID] == -1)
        #expect(columns.ignored == ["item_number", "extra"])
    }

    @Test func `a heading that is not there`() {
        let place = Place(
            position: Position(file: "counterpart.yml", line: 4, column: 29, length: 8),
            excerpt: "    columns: { item_number: StokCode }")
        #expect(
            problems(
                map(
                    ["StockCode", "Customer Item"], .mappings,
                    [
                        ColumnOverride(field: .itemNumber, heading: "StokCode", place: place)
                    ])) == """
                    error: `data.csv` has no column `StokCode`
                      --> counterpart.yml:4:29
                      4 |     columns: { item_number: StokCode }
                        |                             ^^^^^^^^
                      hint: did you mean `StockCode`?

                    """)
    }

    @Test func `two headings for one field`() {
        #expect(
            problems(map(["SKU", "Item Code", "Customer Item"], .mappings)) == """
                error: `SKU` and `Item Code` both mean `item_number`
                  --> data.csv:1
                  1 | SKU,Item Code,Customer Item
                  hint: say which in the project file: `columns: { item_number: SKU }`

                """)
        #expect(
            problems(map(["item_number", "item_number", "cpn"], .mappings)).hasPrefix(
                "error: `item_number` and"))
    }

    @Test func `required columns that are missing, all at once`() {
        #expect(
            problems(map(["Belegnr", "Itm Number", "Datum"], .stock)) == """
                error: `data.csv` has no column `item_number`
                  --> data.csv:1
                  1 | Belegnr,Itm Number,Datum
                  hint: is it `Itm Number`? then say `columns: { item_number: Itm Number }`
                error: `data.csv` has no column `on_hand`
                  --> data.csv:1
                  1 | Belegnr,Itm Number,Datum
                  hint: its headings are `Belegnr`, `Itm Number`, `Datum`; say which in the project file: `columns: { on_hand: THEIR HEADING }`

                """)
        #expect(
            problems(map(["order_number", "customer_id", "order_date", "line_number", "quantity"], .orders))
                .hasPrefix(
                    "error: `data.csv` has no column `customer_item_number` or `item_number` or `gtin`\n"))
    }

    @Test func `no name of another system means two fields of one record`() {
        for kind in RecordKind.allCases {
            for field in kind.fields {
                let result = map([field.rawValue.replacingOccurrences(of: "_", with: " ").uppercased()], kind)
                if case .success(let columns) = result { #expect(columns[field] == 0) }
            }
        }
    }
}
