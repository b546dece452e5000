import ArgumentParser

@main
struct Counterpart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "counterpart")
}
