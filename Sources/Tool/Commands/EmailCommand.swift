import ArgumentParser

/// `counterpart email`: named by the interface, made by a later version.
struct EmailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "email", abstract: "Not in this version.")

    @Argument(parsing: .allUnrecognized, help: "What a later version takes.")
    var words: [String] = []

    func run() async throws {
        throw ValidationError("'email' is not in this version.")
    }
}
