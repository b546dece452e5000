import Foundation
import Testing

/// A copy of the samples that a test renders, changes and renders again.
struct DeliveryFolder {
    let folder: TemporaryFolder
    /// A format whose files are made straight from the document, two made by templates, and a whole mail.
    static let formats = "html,csv,md,eml"

    init() throws {
        folder = try TemporaryFolder()
        try folder.add(Program.package.appendingPathComponent("samples"), flat: true)
    }

    func url(_ path: String) -> URL { folder.url.appendingPathComponent(path) }

    func run(_ arguments: [String]) async throws -> Run {
        try await Run.of(Program.fresh, arguments, in: folder.url)
    }

    /// Renders all invoices, credit notes and orders into a folder.
    @discardableResult
    func render(to output: String = "made", _ more: String...) async throws -> Run {
        let run = try await run(Self.command(output) + more)
        #expect(run.code == 0, "\(run.err)")
        return run
    }

    static func command(_ output: String) -> [String] {
        ["render", "invoice", "credit-note", "order", "--format", formats, "-o", output]
    }

    /// What people find in the output folder.
    func tree(_ output: String = "made") throws -> FileTree { try FileTree(url(output)) }

    /// The inode of every file: a file that was written anew has another.
    func inodes(_ output: String = "made") throws -> [String: Int] {
        var inodes: [String: Int] = [:]
        for path in try tree(output).files.keys {
            let attributes = try FileManager.default.attributesOfItem(atPath: url("\(output)/\(path)").path)
            inodes[path] = attributes[.systemFileNumber] as? Int
        }
        return inodes
    }

    /// Documents whose files were written anew between two looks, the manifest left out.
    static func written(_ before: [String: Int], _ after: [String: Int]) -> Set<String> {
        Set(after.filter { before[$0.key] != $0.value }.keys).subtracting(["manifest.json"])
    }

    func replace(_ old: String, with new: String, in file: String) throws {
        let text = try String(contentsOf: url(file), encoding: .utf8)
        try #require(text.contains(old))
        try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: url(file))
    }
}
