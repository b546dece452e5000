import Liquid

/// The schemas of who is on a document, and of its taxes.
enum PartySchema {
    static let party = DataObject(
        name: "party", meaning: "a customer",
        fields: [
            DataField("id", .text, "the customer's number"),
            DataField("name", .text, "as in the data; the number where the data has no such customer"),
            DataField(
                "address", .list(.text),
                "line by line, the country last where it is not the seller's"),
            DataField("country", .text, "ISO 3166, or as in the data", isOptional: true),
            DataField("email", .text, "where mail goes", isOptional: true),
            DataField("tax_id", .text, "VAT number or the like", isOptional: true),
            DataField("locale", .text, "how numbers and days are written: `de_DE`", isOptional: true),
            DataField("currency", .text, "ISO 4217", isOptional: true),
            DataField("group", .text, "the group of customers", isOptional: true),
            DataField("language", .text, "of the labels", isOptional: true),
        ])

    static let seller = DataObject(
        name: "seller", meaning: "whose document it is, from the project file",
        fields: [
            DataField("name", .text, "who sells", isOptional: true),
            DataField("address", .list(.text), "line by line"),
            DataField("tax_id", .text, "VAT number or the like", isOptional: true),
            DataField("email", .text, "for questions", isOptional: true),
            DataField("phone", .text, "for questions", isOptional: true),
            DataField("website", .text, "a web address", isOptional: true),
            DataField(
                "logo", .text,
                "for `src`: the picture itself as a `data:` URL, in mails `cid:`, or a web address",
                isOptional: true),
            DataField("logo_width", .integer, "mails: in pixels, at most 200", isOptional: true),
            DataField("logo_height", .integer, "mails: in pixels, at most 56", isOptional: true),
            DataField("bank", .list(.text), "where to pay, line by line", isOptional: true),
            DataField("footer", .text, "stands at the foot", isOptional: true),
            DataField("accent", .text, "the colour of what stands out: `#1f4d3f`", isOptional: true),
            DataField("font", .text, "families of fonts, as CSS lists them", isOptional: true),
            DataField("paper", .choice(["A4", "Letter"]), "what documents are printed on"),
        ])

    static let tax = DataObject(
        name: "tax", meaning: "what is charged of one category and rate",
        fields: [
            DataField("category", .text, "EN 16931: S, Z, E, AE, …", isOptional: true),
            DataField("rate", .decimal, "percent"),
            DataField("base", .decimal, "sum of the lines, with its part of allowance and charge"),
            DataField("amount", .decimal, "the tax on it"),
            DataField("reason", .text, "why it is 0", isOptional: true),
        ])
}
