/// A made-up trade: everything as text, as it stands in the files.
struct World: Sendable {
    struct Customer: Sendable {
        var id: String
        var name: String
        var parent = ""
        var group = ""
    }

    struct Item: Sendable {
        var number: String
        var description: String
        var gtin: String
    }

    /// Customer and group blank: a row for everyone.
    struct Mapping: Sendable {
        var customer = ""
        var group = ""
        var item: String
        var theirs: String
        var unit = ""
        var factor = ""
        var from = ""
        var to = ""
        var preferred = false
        var active = true
    }

    struct InvoiceLine: Sendable {
        var invoice: String
        /// As the file writes it: any case, perhaps with a blank behind.
        var code: String
        var description: String
        var quantity: Int
        /// yyyy-MM-dd HH:mm:ss
        var date: String
        var price: String
        /// With `.0` behind, or blank.
        var customer: String
        var shipTo: String
        var unit: String
        var discount: String
    }

    struct OrderLine: Sendable {
        var order: String
        var customer: String
        var shipTo: String
        var date: String
        var line: Int
        var theirs = ""
        var item = ""
        var gtin = ""
        var quantity: Int
        var unit = ""
        var price: String
    }

    var customers: [Customer] = []
    var items: [Item] = []
    var mappings: [Mapping] = []
    var invoiceLines: [InvoiceLine] = []
    var orderLines: [OrderLine] = []
}
