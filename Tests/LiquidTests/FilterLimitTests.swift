import Golden
import Liquid
import Testing

/// Every filter that there is, with inputs of a megabyte: the registry is asked, so that a new filter is tested too.
struct FilterLimitTests {
    static let filters = Environment(allowsRaw: true).filterNames
    private static let text = String(repeating: "a&1, ", count: 1 << 20 / 5)
    private static let limits = Limits(steps: 400_000, outputBytes: 8 << 20, valueBytes: 8 << 20)

    @Test(arguments: filters)
    func `a filter of large inputs stays within the limits`(_ filter: String) throws {
        var isKnown = false
        for input in ["s", "a", "d"] {
            for arguments in ["", ": s", ": s, s", ": 1, s", ": '&', s"] {
                let template: Template
                do {
                    template = try Template(
                        parsing: Array("{% assign t = \(input) | \(filter)\(arguments) %}{{ t }}".utf8),
                        name: "t", escape: .html,
                        environment: Environment(limits: Self.limits, allowsRaw: true))
                } catch { continue }
                isKnown = true
                var data = DataArena()
                data.set("s", data.text(Self.text))
                data.set("d", data.text(String(repeating: "9", count: 1 << 20)))
                let element = data.text("a&1")
                data.set("a", data.array(Array(repeating: element, count: 1 << 16)))
                var out: [UInt8] = []
                let time = threadTime { try? template.render(data, into: &out) }
                #expect(time < 30, "\(filter)\(arguments)")
                #expect(out.count <= Self.limits.outputBytes)
            }
        }
        #expect(isKnown, "`\(filter)` takes none of these arguments")
    }
}
