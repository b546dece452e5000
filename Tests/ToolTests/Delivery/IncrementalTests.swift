import Foundation
import Testing

/// A second run writes what changed, nothing else, and leaves the tree that a full run makes.
@Suite struct IncrementalTests {
    @Test func `nothing changed: nothing is read but what says so, and the same is said`() async throws {
        let place = try DeliveryFolder()
        let first = try await place.render()
        let (tree, inodes) = (try place.tree(), try place.inodes())
        let second = try await place.render()
        #expect(try place.inodes() == inodes)
        #expect(try place.tree().differences(from: tree) == [])
        #expect(first.err.contains("wrote \(tree.files.count - 1) files to made"))
        #expect(second.err.contains("nothing to write: \(tree.files.count - 1) files in made up to date"))
        // All but the last line: counts, sums and findings.
        #expect(first.err.split(separator: "\n").dropLast() == second.err.split(separator: "\n").dropLast())
    }

    @Test func `one changed mapping row rewrites the documents that show it and no other`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        let (before, inodes) = (try place.tree(), try place.inodes())
        try place.replace("HK-104-10,", with: "HK-104-1X,", in: "data/item_mappings.csv")
        let run = try await place.render()
        let after = try place.tree()
        let changed = Set(after.differences(from: before)).subtracting(["manifest.json"])
        #expect(changed.contains { $0.hasPrefix("invoice/") && $0.hasSuffix(".html") })
        #expect(DeliveryFolder.written(inodes, try place.inodes()) == changed)
        #expect(run.err.contains("wrote \(changed.count) files to made; "))
        try await place.render(to: "full")
        #expect(try place.tree("full").differences(from: after) == [])
    }

    struct Edit: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var reason: String
        var make: @Sendable (DeliveryFolder) throws -> Void
    }

    static let edits = [
        Edit(testDescription: "a longer file", reason: "edited by hand: invoice/INV-4101.html") { place in
            try place.replace("</html>", with: "<p>x</p></html>", in: "made/invoice/INV-4101.html")
        },
        Edit(testDescription: "another digit", reason: "edited by hand: invoice/INV-4101.csv") { place in
            try place.replace("INV-4101", with: "INV-4107", in: "made/invoice/INV-4101.csv")
        },
        Edit(
            testDescription: "an edit in place whose time is set back",
            reason: "edited by hand: order/SO-5101.md"
        ) {
            let file = $0.url("made/order/SO-5101.md")
            let time = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate]
            let handle = try FileHandle(forUpdating: file)
            try handle.write(contentsOf: Data("X".utf8))
            try handle.close()
            try FileManager.default.setAttributes([.modificationDate: time as Any], ofItemAtPath: file.path)
        },
        Edit(testDescription: "a file removed", reason: "missing: credit-note/CN-311.eml") { place in
            try FileManager.default.removeItem(at: place.url("made/credit-note/CN-311.eml"))
        },
        Edit(testDescription: "a link in its place", reason: "edited by hand: invoice/INV-4101.md") { place in
            try FileManager.default.removeItem(at: place.url("made/invoice/INV-4101.md"))
            try FileManager.default.createSymbolicLink(
                at: place.url("made/invoice/INV-4101.md"), withDestinationURL: place.url("counterpart.yml"))
        },
    ]

    @Test(arguments: edits)
    func `a file that is not what was written is written again`(_ edit: Edit) async throws {
        let place = try DeliveryFolder()
        try await place.render()
        let tree = try place.tree()
        try edit.make(place)
        let dry = try await place.render(to: "made", "--dry-run")
        #expect(dry.text.split(separator: "\n").filter { !$0.hasPrefix("unchanged") } == [edit.reason[...]])
        let run = try await place.render()
        #expect(run.err.contains("wrote 1 file to made; "))
        #expect(try place.tree().differences(from: tree) == [])
    }

    @Test func `a copied folder is known by its bytes`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        try FileManager.default.copyItem(at: place.url("made"), to: place.url("copy"))
        let inodes = try place.inodes("copy")
        let run = try await place.render(to: "copy")
        #expect(run.err.contains("nothing to write"), "\(run.err)")
        #expect(try place.inodes("copy") == inodes)
    }

    @Test func `a template in the way of a shipped one is found by the next run`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        let before = try place.tree()
        let own = place.url("templates/customers/10010")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data("# own {{ document.number }}\n".utf8).write(
            to: own.appendingPathComponent("invoice.md.liquid"))
        let dry = try await place.render(to: "made", "--dry-run")
        try await place.render()
        let changed = try place.tree().differences(from: before).filter { $0 != "manifest.json" }
        #expect(!changed.isEmpty)
        #expect(changed.allSatisfy { $0.hasPrefix("invoice/") })
        for path in changed { #expect(dry.text.contains("template changed: \(path)\n")) }
        try FileManager.default.removeItem(at: place.url("templates"))
        try await place.render()
        #expect(try place.tree().differences(from: before) == [])
    }

    @Test func `a damaged memory is none`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        let tree = try place.tree()
        let state = place.url("made/.counterpart-state")
        var bytes = try Data(contentsOf: state)
        bytes[bytes.count / 2] ^= 0x40
        try bytes.write(to: state)
        let run = try await place.render()
        #expect(run.err.contains("wrote \(tree.files.count - 1) files to made"))
        #expect(try place.tree().differences(from: tree) == [])
    }

    @Test func `stale files are told, listed and removed when asked`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        try Data("mine".utf8).write(to: place.url("made/invoice/notes.html"))
        let file = try String(contentsOf: place.url("data/invoices.csv"), encoding: .utf8)
        let kept = file.components(separatedBy: "\n").filter { !$0.hasPrefix("INV-4101,") }
        try Data(kept.joined(separator: "\n").utf8).write(to: place.url("data/invoices.csv"))
        let told = try await place.render()
        #expect(told.err.contains("4 files in made are stale"))
        #expect(try await place.render().err.contains("4 files in made are stale"))
        let dry = try await place.render(to: "made", "--dry-run", "--prune")
        #expect(dry.text.split(separator: "\n").count { $0.hasPrefix("removed: invoice/INV-4101.") } == 4)
        #expect(try place.tree().files["invoice/INV-4101.html"] != nil)
        // Another run's scope is nobody's business: one document says nothing of the others.
        let one = try await place.run(
            ["render", "invoice", "--number", "INV-4102", "--format", "html", "-o", "made", "--prune"])
        #expect(!one.err.contains("stale") && !one.err.contains("removed"))
        let pruned = try await place.render(to: "made", "--prune")
        #expect(pruned.err.contains("removed 4 files"))
        let tree = try place.tree()
        #expect(!tree.files.keys.contains { $0.contains("INV-4101") })
        #expect(tree.files["invoice/notes.html"] != nil)
        #expect(!String(decoding: tree.files["manifest.json"] ?? Data(), as: UTF8.self).contains("INV-4101"))
    }

    @Test func `a dry run makes no folder`() async throws {
        let place = try DeliveryFolder()
        let run = try await place.render(to: "nowhere", "--dry-run")
        #expect(run.text.split(separator: "\n").allSatisfy { $0.hasPrefix("new: ") })
        #expect(run.err.contains("would write"))
        #expect(!FileManager.default.fileExists(atPath: place.url("nowhere").path))
    }

    @Test func `a dry run leaves rejects alone and says where they would go`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        let good = try Data(contentsOf: place.url("data/invoices.csv"))
        try (good + Data("INV-9999,10010,no day,,,1,TW-2020,Plate,1,EA,1,,,,\n".utf8)).write(
            to: place.url("data/invoices.csv"))
        let command = DeliveryFolder.command("made")
        let before = try place.tree()
        let dry = try await place.run(command + ["--dry-run"])
        #expect(dry.code == 3)
        #expect(dry.text.hasPrefix("rejected rows: rejects/invoices.csv\n"))
        #expect(dry.err.contains("rejected rows would go to made/rejects/invoices.csv"))
        #expect(try place.tree().differences(from: before) == [])
        let run = try await place.run(command)
        #expect(run.code == 3)
        let rejected = try #require(place.tree().files["rejects/invoices.csv"])
        // Nor does a dry run remove what a run would remove.
        try good.write(to: place.url("data/invoices.csv"))
        _ = try await place.run(command + ["--dry-run"])
        #expect(try place.tree().files["rejects/invoices.csv"] == rejected)
        try await place.render()
        #expect(try place.tree().files["rejects/invoices.csv"] == nil)
    }
}
