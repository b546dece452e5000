import ArgumentParser

/// `counterpart template`
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "template", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'template' is not in this version.")
    }
}
