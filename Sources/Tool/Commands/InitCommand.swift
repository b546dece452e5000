import ArgumentParser
import Diagnostics
import Documents
import Glibc
import Templates

/// `counterpart init`
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Writes a small complete project that renders at once.",
        discussion: """
            Example:
              counterpart init shop && counterpart render invoice -p shop
            """)

    @Argument(help: "The folder to write; made where it is missing. Files that are there already stay.")
    var folder: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let talk = Talk(options)
        let taken = StarterProject.files.map { (file) -> String in "\(folder)/\(file.path)" }.filter {
            access($0, F_OK) == 0
        }
        guard taken.isEmpty else {
            for path in taken {
                talk.show(
                    .error(
                        "file-exists", "`\(path)` is there already, so nothing was written",
                        hint: "choose another folder"))
            }
            throw Stop(.unwritable)
        }
        do throws(DiagnosticList) {
            for (path, bytes) in StarterProject.files { try write(bytes, to: "\(folder)/\(path)") }
        } catch {
            for diagnostic in error.diagnostics { talk.show(diagnostic) }
            throw Stop(.unwritable)
        }
        talk.say("wrote \(Talk.count(StarterProject.files.count, "file")) to \(folder)")
        talk.say("next: counterpart render invoice order -p \(folder) --format html,md")
    }

    private func write(_ bytes: [UInt8], to path: String) throws(DiagnosticList) {
        try OutputPlace.make(
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
        do throws(Diagnostic) {
            var sink = try ByteSink(file: path)
            sink.append(bytes)
            try sink.finish()
        } catch {
            throw DiagnosticList([error])
        }
    }
}
