import ArgumentParser

/// `counterpart check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "check", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'check' is not in this version.")
    }
}
