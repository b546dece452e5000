import Notation

// What templates of Shopify's Order Printer and its like use beyond Shopify's Liquid. Sources: the reference page
// "Liquid variables and filters for Shopify Order Printer" of help.shopify.com; the filters of PixelPrinter (MIT),
// the open app before it; and what the templates in `shared/data/liquid-templates` use.
extension Environment {
    /// An environment for templates written for Shopify's Order Printer: amounts come in hundredths.
    ///
    /// `money`, `money_with_currency`, `money_without_currency` and `money_without_trailing_zeros` take hundredths of
    /// the currency's unit; `weight` and `weight_with_unit` take grams; `img_url` and `image_url` take an image, or
    /// anything that has one; `payment_method` takes the code of a gateway; `format_address` takes an address;
    /// `pluralize` takes a count and two words. Malformed markup that Shopify's lax parser reads is read as it does, with
    /// a warning. Labels for `t` are those of the ``RenderStyle``.
    public static func orderPrinter(
        limits: Limits = .standard, partials: (any PartialLoader)? = nil
    ) -> Environment {
        Environment(
            limits: limits, acceptsLooseSyntax: true, partials: partials, filters: OrderPrinter.filters)
    }
}

/// The filters of the Order Printer profile.
public enum OrderPrinter {
    public static let filters: [CustomFilter] = [
        CustomFilter("money") { call throws(CustomProblem) in try money(&call, .plain) },
        CustomFilter("money_with_currency") { call throws(CustomProblem) in try money(&call, .withCode) },
        CustomFilter("money_without_currency") { call throws(CustomProblem) in
            try money(&call, .withoutSymbol)
        },
        CustomFilter("money_without_trailing_zeros") { call throws(CustomProblem) in
            try moneyWithoutZeros(&call)
        },
        CustomFilter("weight", arguments: 0...1) { call throws(CustomProblem) in
            try weight(&call, showsUnit: false)
        },
        CustomFilter("weight_with_unit", arguments: 0...1) { call throws(CustomProblem) in
            try weight(&call, showsUnit: true)
        },
        CustomFilter("img_url", arguments: 0...2) { call throws(CustomProblem) in try imageURL(&call) },
        CustomFilter("image_url", arguments: 0...2) { call throws(CustomProblem) in try imageURL(&call) },
        CustomFilter("payment_method") { call throws(CustomProblem) in try paymentMethod(&call) },
        CustomFilter("format_address") { call throws(CustomProblem) in try address(&call) },
        CustomFilter("pluralize", arguments: 2...2) { call throws(CustomProblem) in
            let isOne = call.number(call.input) == .one
            return call[isOne ? 0 : 1] ?? .nil
        },
    ]

    // MARK: Money

    private static func amount(_ call: inout CustomCall) throws(CustomProblem) -> ExactDecimal? {
        guard let cents = try call.amount(call.input, for: "money") else { return nil }
        do throws(DecimalOverflow) {
            return try cents.multiplied(by: ExactDecimal(mantissa: 1, scale: 2))
        } catch {
            throw CustomProblem("a number of more than 38 digits", code: "limit-digits")
        }
    }

    private static func money(
        _ call: inout CustomCall, _ form: CustomCall.MoneyForm
    ) throws(CustomProblem) -> Value {
        guard let amount = try amount(&call) else { return .nil }
        return try call.money(amount, form)
    }

    private static func moneyWithoutZeros(_ call: inout CustomCall) throws(CustomProblem) -> Value {
        guard let amount = try amount(&call) else { return .nil }
        let isWhole = amount.rounded(to: call.style.minorUnitDigits).wholeNumber != nil
        return try call.money(amount, .plain, decimals: isWhole ? 0 : nil)
    }

    // MARK: Weight

    /// Grams in one of each unit. International avoirdupois pound: 0.45359237 kg.
    private static let grams: [String: ExactDecimal] = [
        "g": .one, "kg": ExactDecimal(1_000), "lb": ExactDecimal(mantissa: 45_359_237, scale: 5),
        "oz": ExactDecimal(mantissa: 28_349_523_125, scale: 9),
    ]

    /// Grams as kilograms, with at least one decimal, or in the unit of the argument.
    private static func weight(
        _ call: inout CustomCall, showsUnit: Bool
    ) throws(CustomProblem) -> Value {
        guard let weight = try call.amount(call.input, for: "weight") else { return .nil }
        var unit = "kg"
        if let wanted = call[0], call.isTruthy(wanted) { unit = try call.text(wanted) }
        guard let size = grams[unit] else {
            throw CustomProblem(
                "`\(unit.prefix(20))` is no unit of weight", code: "unknown-unit", hint: "kg, g, lb or oz")
        }
        var converted = ExactDecimal.zero
        do throws(DecimalOverflow) {
            converted = try weight.divided(by: size, digits: unit == "kg" || unit == "g" ? 6 : 2).normalized
        } catch {
            throw CustomProblem("a number of more than 38 digits", code: "limit-digits")
        }
        let number = try call.number(converted, atLeast: unit == "g" ? 0 : 1)
        guard showsUnit else { return number }
        return try call.make(text: call.text(number) + " " + unit)
    }

    // MARK: Images

    /// The address of an image, with the size in its name as Shopify's servers want it; nil without an image.
    private static func imageURL(_ call: inout CustomCall) throws(CustomProblem) -> Value {
        guard let image = image(call, call.input, depth: 0) else { return .nil }
        let address = try call.text(image)
        guard !address.isEmpty, let size = call[0], call.isTruthy(size) else {
            return try call.make(text: address)
        }
        let name = try call.text(size)
        if name == "master" || name == "original" { return try call.make(text: address) }
        return try call.make(text: sized(address, name))
    }

    private static func image(_ call: borrowing CustomCall, _ value: Value, depth: Int) -> Value? {
        if value.tag == .text { return value }
        guard depth < 4 else { return nil }
        for name in ["src", "url", "image", "featured_image", "variant", "product"] {
            if let found = call.field(value, name), let image = image(call, found, depth: depth + 1) {
                return image
            }
        }
        return nil
    }

    private static func sized(_ address: String, _ size: String) -> String {
        let end = address.firstIndex { $0 == "?" || $0 == "#" } ?? address.endIndex
        let path = address[..<end]
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return address }
        return path[..<dot] + "_" + size + address[dot...]
    }

    // MARK: Words

    private static let gateways = ["paypal": "PayPal", "shopify_payments": "Shopify Payments"]

    /// The name of a gateway: a label `payment_method.CODE`, else the code as words.
    private static func paymentMethod(_ call: inout CustomCall) throws(CustomProblem) -> Value {
        if call.isNil(call.input) { return .nil }
        let code = try call.text(call.input)
        if let name = call.style.labels["payment_method." + code] ?? gateways[code] {
            return try call.make(text: name)
        }
        let words = code.replacing("_", with: " ").replacing("-", with: " ")
        return try call.make(text: words.prefix(1).uppercased() + words.dropFirst())
    }

    /// The lines of an address with `<br>` between them; what stands in them is escaped.
    private static func address(_ call: inout CustomCall) throws(CustomProblem) -> Value {
        let lines = [
            ["name"], ["company"], ["address1"], ["address2"], ["city", "province_code", "zip"], ["country"],
        ]
        var shown: [String] = []
        for line in lines {
            var words: [String] = []
            for name in line {
                guard let part = call.field(call.input, name) else { continue }
                let text = try call.escaped(part)
                if !text.isEmpty { words.append(text) }
            }
            if !words.isEmpty { shown.append(words.joined(separator: " ")) }
        }
        return try call.make(markup: shown.joined(separator: "<br>"))
    }
}
