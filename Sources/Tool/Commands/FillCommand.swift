import ArgumentParser

/// `counterpart fill`
struct FillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "fill", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'fill' is not in this version.")
    }
}
