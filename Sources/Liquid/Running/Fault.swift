/// A mistake found while rendering, before it has its place.
struct Fault: Error {
    var code: String
    var message: String
    var hint: String?

    init(_ code: String = "template-render", _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    static func limit(_ name: String, _ amount: String) -> Fault {
        Fault(
            "limit-\(name)", "the limit of \(amount) is reached",
            hint: "a loop or filter in this template does too much")
    }
}
