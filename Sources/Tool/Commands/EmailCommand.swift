import ArgumentParser

/// `counterpart email`
struct EmailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "email", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'email' is not in this version.")
    }
}
