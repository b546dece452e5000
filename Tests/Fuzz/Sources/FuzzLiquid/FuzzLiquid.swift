import Diagnostics
import Liquid

/// One input: a byte of switches, a template, and behind a zero byte its data as JSON.
///
/// The partial `p` is the template itself. What is refused is fine; what is not is a
/// crash, a hang, or output that the limits do not allow.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 1 else { return 0 }
    let bytes = UnsafeBufferPointer(start: start + 1, count: count - 1)
    let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
    let template = Array(bytes[..<end])
    let json = end < bytes.endIndex ? Array(bytes[(end + 1)...]) : nil
    Input(switches: start[0], template: template, json: json).run()
    return 0
}

struct Input {
    var switches: UInt8
    var template: [UInt8]
    var json: [UInt8]?

    static let limits = Limits(
        steps: 3_000, outputBytes: 1 << 14, valueBytes: 1 << 16, blockDepth: 20, expressionDepth: 20,
        partialDepth: 5)
    static let data = Array(
        #"""
        {"a":[1,2.5,"x",null,true,["n",[3]],{"k":"v"}],"o":{"k":"<b>","l":[1,2],"d":"2016-03-14"},"s":"a b,c <&>\"'",
        "n":-12.345,"w":99999999999999999999999999999999,"u":"javascript:x","p":"p","e":"","t":true,"f":1e300}
        """#.utf8)

    func run() {
        let escape = Escape.allCases[Int(switches & 7) % Escape.allCases.count]
        let environment = Environment(
            limits: Self.limits, strictVariables: switches & 8 != 0, allowsRaw: switches & 16 != 0,
            allowsStyles: switches & 32 != 0, acceptsLooseSyntax: switches & 128 != 0,
            partials: Itself(text: template))
        do {
            let parsed = try Template(
                parsing: template, name: "t", escape: escape, environment: environment)
            for warning in parsed.warnings.prefix(3) { _ = TextDiagnosticWriter().text(warning) }
            let data = arena()
            // Twice: the second rendering finds what the first left in the machine.
            for _ in 0..<(switches & 64 != 0 ? 2 : 1) {
                var out: [UInt8] = []
                do { try parsed.render(data, into: &out) } catch { _ = TextDiagnosticWriter().text(error) }
                precondition(
                    out.count <= Self.limits.outputBytes + (1 << 16), "more output than the limit allows")
            }
        } catch let list as DiagnosticList {
            for diagnostic in list.diagnostics.prefix(3) { _ = TextDiagnosticWriter().text(diagnostic) }
        } catch {}
    }

    /// The input's own data, or where it has none or none that can be read, what all others share.
    private func arena() -> DataArena {
        guard let json else { return Self.shared }
        var data = DataArena()
        do { try data.setJSON(json, file: "d") } catch { return Self.shared }
        return data
    }

    static let shared: DataArena = {
        var arena = DataArena()
        do { try arena.setJSON(data, file: "d") } catch { preconditionFailure("the data cannot be read") }
        return arena
    }()
}

/// A template that includes itself.
struct Itself: PartialLoader {
    var text: [UInt8]

    func source(named name: String) -> (path: String, bytes: [UInt8])? {
        name == "p" ? ("p", text) : nil
    }
}
