import ArgumentParser

/// `counterpart map`: named by the interface, made by a later version.
struct MapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "map", abstract: "Not in this version.")

    @Argument(parsing: .allUnrecognized, help: "What a later version takes.")
    var words: [String] = []

    func run() async throws {
        throw ValidationError("'map' is not in this version.")
    }
}
