import Commerce
package import Liquid

extension DocumentSchema {
    /// The data of `numbers.….liquid`, the sheet of a customer's numbers.
    package static let numbers = DataSchema(
        name: "numbers", title: "Data of the sheet of a customer's numbers",
        fields: [
            DataField("document", .object(sheet), "the sheet itself"),
            DataField("customer", .object(PartySchema.party), "whose numbers they are"),
            DataField("ship_to", .nothing, "nothing: a sheet goes to the customer", isOptional: true),
            DataField("seller", .object(PartySchema.seller), "who holds them"),
        ])

    private static let sheet = DataObject(
        name: "sheet", meaning: "the sheet itself",
        fields: [
            DataField("kind", .choice(["numbers"]), "what it is"),
            DataField("title", .text, "what stands over it"),
            DataField("number", .text, "the customer's number"),
            DataField("date", .day, "the day the numbers are held on"),
            DataField("currency", .text, "ISO 4217"),
            DataField(
                "number_display", .choice(NumberDisplay.allCases.map(\.rawValue)),
                "which item numbers to show"),
            DataField("language", .text, "of its labels, a tag of BCP 47"),
            DataField("direction", .choice(["ltr", "rtl"]), "how its language is written"),
            DataField("line_count", .integer, "how many lines there are"),
            DataField("unmapped_count", .integer, "blanks to fill in"),
            DataField("lines", .list(.object(number)), "by our item number"),
            DataField("notes", .list(.text), "printed on every document, from the project file"),
            shownLineCount,
            DataField("total", .nothing, "nothing: a sheet has no amounts", isOptional: true),
            DataField("due_date", .nothing, "nothing: there is nothing to pay", isOptional: true),
        ])

    private static let number = DataObject(
        name: "number", meaning: "a number we hold, or a blank to fill in",
        fields: [
            DataField("line_number", .integer, "its place"),
            DataField("item_number", .text, "ours"),
            DataField("customer_item_number", .text, "theirs; nil is a blank to fill in", isOptional: true),
            DataField(
                "status", .choice(MappingOutcome.allCases.map(\.name)),
                "whether it holds on the day, or why not"),
            DataField(
                "via", .choice(Level.allCases.map(\.name)), "the level of the mapping that answered",
                isOptional: true),
            DataField("reason", .text, "why there is no number, in words", isOptional: true),
            DataField("description", .text, "ours", isOptional: true),
            DataField("customer_item_description", .text, "theirs", isOptional: true),
            DataField("unit", .text, "ours", isOptional: true),
            DataField("customer_unit", .text, "theirs", isOptional: true),
            DataField("unit_factor", .decimal, "how many of our units one of theirs holds", isOptional: true),
            DataField("valid_from", .day, "the first day it holds", isOptional: true),
            DataField("valid_to", .day, "the last day it holds", isOptional: true),
            DataField("last_bought", .day, "when the customer bought the item last", isOptional: true),
        ])
}
