import ArgumentParser

/// `counterpart resolve`
struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resolve", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'resolve' is not in this version.")
    }
}
