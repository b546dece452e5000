import ArgumentParser

/// `counterpart init`
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'init' is not in this version.")
    }
}
