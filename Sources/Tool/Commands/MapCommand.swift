import ArgumentParser

/// `counterpart map`
struct MapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "map", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'map' is not in this version.")
    }
}
