import ArgumentParser

/// `counterpart render`
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "render", abstract: "Not in this version.")

    func run() async throws {
        throw ValidationError("'render' is not in this version.")
    }
}
