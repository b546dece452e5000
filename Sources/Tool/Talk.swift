import Diagnostics
import Glibc

/// What the program says beside its data, all of it on stderr.
struct Talk {
    let isQuiet: Bool
    let isVerbose: Bool
    let asJSON: Bool
    private let writer: TextDiagnosticWriter
    private let isOnTerminal: Bool
    private let isSilent: Bool

    /// Findings of one kind shown unless `--verbose`.
    static let shownPerCode = 10

    /// Of a command without options for it.
    init() {
        (isQuiet, isVerbose, asJSON, isSilent) = (false, false, false, false)
        isOnTerminal = Terminal.isTerminal(.error)
        writer = TextDiagnosticWriter(color: Terminal.wantsColor(.error, disabled: false))
    }

    init(_ options: GlobalOptions, asJSON: Bool = false) {
        isQuiet = options.quiet
        isVerbose = options.verbose
        self.asJSON = asJSON
        isSilent = false
        isOnTerminal = Terminal.isTerminal(.error)
        writer = TextDiagnosticWriter(color: Terminal.wantsColor(.error, disabled: options.noColor))
    }

    /// Says nothing, errors included.
    init(silent: Bool) {
        isQuiet = true
        isVerbose = false
        asJSON = false
        isSilent = silent
        isOnTerminal = false
        writer = TextDiagnosticWriter(color: false)
    }

    /// `1 file`, `2 files`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// One line of talk.
    func say(_ text: String) {
        if !isQuiet { Terminal.write(text + "\n", to: .error) }
    }

    /// Shows where a long run stands, on a terminal only; the next line replaces it.
    func progress(_ text: String) {
        guard !isQuiet, isOnTerminal else { return }
        Terminal.write("\r\u{1B}[K\(text)", to: .error)
    }

    func endProgress() {
        guard !isQuiet, isOnTerminal else { return }
        Terminal.write("\r\u{1B}[K", to: .error)
    }

    func show(_ diagnostic: Diagnostic) {
        if isSilent || (isQuiet && diagnostic.severity != .error) { return }
        let text = asJSON ? JSONDiagnosticWriter().text(diagnostic) : writer.text(diagnostic)
        Terminal.write(text, to: .error)
    }

    /// Shows findings, of each kind the first few, and how many more there are.
    func show(_ findings: Findings) {
        var shown: [String: Int] = [:]
        for diagnostic in findings.kept {
            let count = shown[diagnostic.code, default: 0]
            shown[diagnostic.code] = count + 1
            if !isVerbose, count >= Self.shownPerCode { continue }
            show(diagnostic)
        }
        guard !asJSON else { return }
        for (code, count) in findings.counts.sorted(by: { $0.key < $1.key }) {
            let seen = isVerbose ? shown[code, default: 0] : min(Self.shownPerCode, shown[code, default: 0])
            guard count > seen else { continue }
            let how = isVerbose ? "" : " (--verbose shows more)"
            say("… and \(count - seen) more `\(code)`\(how)")
        }
    }
}
