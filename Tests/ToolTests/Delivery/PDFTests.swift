import Foundation
import Testing

/// `--format pdf` by a program of the machine.
@Suite struct PDFTests {
    private static let command = [
        "render", "invoice", "--customer", "10010", "--format", "pdf", "-o", "made",
    ]

    /// A program named `weasyprint` that does as it is told in `sh`, and nothing else on PATH that makes PDF.
    private static func path(_ place: DeliveryFolder, _ script: String) throws -> [String: String] {
        let folder = place.url("bin")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = folder.appendingPathComponent("weasyprint")
        let text =
            "#!/bin/sh\nPATH=/usr/bin:/bin\nif [ \"$1\" = --version ]; then echo 'Weasy 1'; exit 0; fi\n\(script)\n"
        try Data(text.utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        return ["PATH": folder.path]
    }

    private static let printing = "echo \"%PDF-1.7 $SOURCE_DATE_EPOCH\" > \"$3\"; cat \"$2\" >> \"$3\""

    @Test func `without a program that is said, with what to do`() async throws {
        let place = try DeliveryFolder()
        let run = try await Run.of(
            Program.fresh, Self.command, in: place.folder.url, environment: ["PATH": place.url("none").path])
        #expect(run.code == 5)
        #expect(run.err.contains("no program on PATH makes PDF"))
        #expect(run.err.contains("make deps-pdf"))
    }

    @Test func `pages go through the program, unchanged ones never again`() async throws {
        let place = try DeliveryFolder()
        let environment = try Self.path(place, Self.printing)
        func render(_ more: String...) async throws -> Run {
            let run = try await Run.of(
                Program.fresh, Self.command + more, in: place.folder.url, environment: environment)
            #expect(run.code == 0, "\(run.err)")
            return run
        }
        let dry = try await render("--dry-run")
        let first = try await render("--jobs", "2")
        let tree = try place.tree()
        let made = tree.files.keys.filter { $0.hasSuffix(".pdf") }
        #expect(!made.isEmpty && made.count == tree.files.count - 1)
        #expect(dry.text.split(separator: "\n").count == made.count)
        #expect(first.err.contains("wrote \(made.count) file"))
        let html = try await place.run(
            ["render", "invoice", "--customer", "10010", "--format", "html", "-o", "html"])
        #expect(html.code == 0)
        for path in made {
            let page = try Data(contentsOf: place.url("html/" + path.dropLast(3) + "html"))
            #expect(tree.files[path] == Data("%PDF-1.7 315532800\n".utf8) + page)
        }
        #expect(try await render().err.contains("nothing to write"))
        let inodes = try place.inodes()
        try place.replace("HK-104-10,", with: "HK-104-1X,", in: "data/item_mappings.csv")
        _ = try await render()
        let changed = Set(try place.tree().differences(from: tree)).subtracting(["manifest.json"])
        #expect(!changed.isEmpty && changed.count < made.count)
        #expect(DeliveryFolder.written(inodes, try place.inodes()) == changed)
        let left = try FileManager.default.contentsOfDirectory(atPath: place.url("made").path)
        #expect(left.sorted() == [".counterpart-state", "invoice", "manifest.json"])
    }

    /// What the mail carries under a name.
    private static func attachment(_ ending: String, of mail: Data) throws -> Data? {
        let text = String(decoding: mail, as: UTF8.self)
        guard let part = text.components(separatedBy: "\r\n--=_").first(where: { $0.contains(ending) }),
            let body = part.components(separatedBy: "\r\n\r\n").dropFirst().first
        else { return nil }
        return Data(base64Encoded: body, options: .ignoreUnknownCharacters)
    }

    @Test func `mails carry the PDF when asked, each page printed once`() async throws {
        let place = try DeliveryFolder()
        let counting = "echo x >> '\(place.url("calls").path)'"
        let environment = try Self.path(place, "\(counting); \(Self.printing)")
        let command = ["render", "invoice", "--customer", "10010", "--format", "eml,pdf", "-o", "made"]
        func render(_ more: String...) async throws -> Run {
            let run = try await Run.of(
                Program.fresh, command + more, in: place.folder.url, environment: environment)
            #expect(run.code == 0, "\(run.err)")
            return run
        }
        func calls() throws -> Int { try String(contentsOf: place.url("calls"), encoding: .utf8).count / 2 }
        _ = try await render("--attach", "csv,pdf", "--jobs", "2")
        let tree = try place.tree()
        let papers = tree.files.filter { $0.key.hasSuffix(".pdf") }
        #expect(try calls() == papers.count)
        for (path, paper) in papers {
            let mail = try #require(tree.files[path.dropLast(3) + "eml"])
            #expect(try Self.attachment(".pdf\"", of: mail) == paper)
            #expect(
                try Self.attachment(".csv\"", of: mail)?.starts(with: Data("document_number".utf8)) == true)
        }
        #expect(try await render("--attach", "csv,pdf").err.contains("nothing to write"))
        #expect(try calls() == papers.count)
        // The same from the project file, with one thread.
        try place.replace("number_display: both", with: "attach: [pdf]", in: "counterpart.yml")
        _ = try await render("--jobs", "1")
        for (path, mail) in try place.tree().files where path.hasSuffix(".eml") {
            #expect(try Self.attachment(".pdf\"", of: mail) == papers[path.dropLast(3) + "pdf"])
            #expect(try Self.attachment(".csv\"", of: mail) == nil)
        }
        _ = try await render("--attach", "none")
        for (path, mail) in try place.tree().files where path.hasSuffix(".eml") {
            #expect(!String(decoding: mail, as: UTF8.self).contains("attachment;"), "\(path)")
        }
    }

    @Test(arguments: ["tar", "zip"])
    func `archives hold PDF and the mails that carry it, in one order`(_ kind: String) async throws {
        let place = try DeliveryFolder()
        // The later a page is asked for the sooner it is there.
        let environment = try Self.path(place, "case $2 in *-0.html) sleep 0.3;; esac; \(Self.printing)")
        func render(_ output: String, _ more: String...) async throws -> Run {
            let command = [
                "render", "invoice", "--customer", "10010", "--format", "html,eml,pdf", "--attach", "csv,pdf",
                "-o", output,
            ]
            let run = try await Run.of(
                Program.fresh, command + more, in: place.folder.url, environment: environment)
            #expect(run.code == 0, "\(run.err)")
            return run
        }
        let name = "invoice.\(kind)"
        let dry = try await render("a", "--archive", kind, "--dry-run")
        #expect(dry.text == "new: \(name)\n")
        _ = try await render("a", "--archive", kind, "--jobs", "4")
        _ = try await render("b", "--archive", kind, "--jobs", "1")
        #expect(try Data(contentsOf: place.url("a/\(name)")) == Data(contentsOf: place.url("b/\(name)")))
        let left = try FileManager.default.contentsOfDirectory(atPath: place.url("a").path)
        #expect(left.sorted() == [".counterpart-state", name, "manifest.json"])
        #expect(try await render("a", "--archive", kind).err.contains("nothing to write"))
        _ = try await render("single")
        let out = place.url("unpacked")
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        let archive = place.url("a/\(name)").path
        let (program, arguments) =
            kind == "tar"
            ? ("/usr/bin/tar", ["-xf", archive, "-C", out.path])
            : ("/usr/bin/python3", ["-m", "zipfile", "-e", archive, out.path])
        guard FileManager.default.isExecutableFile(atPath: program) else { return }
        let unpacked = try await Run.of(URL(fileURLWithPath: program), arguments, in: place.folder.url)
        #expect(unpacked.code == 0, "\(unpacked.err)")
        let files = try FileTree(out)
        #expect(files.files.keys.contains { $0.hasSuffix(".pdf") })
        #expect(try files.differences(from: place.tree("single")) == ["manifest.json"])
    }

    @Test(arguments: ["echo bad page >&2; exit 3", "true", "echo text > \"$3\""])
    func `a program that fails is told for each document, exit 5`(_ script: String) async throws {
        let place = try DeliveryFolder()
        let run = try await Run.of(
            Program.fresh, Self.command, in: place.folder.url, environment: try Self.path(place, script))
        #expect(run.code == 5)
        #expect(run.err.contains("could not be made by"))
        if script.contains("bad page") { #expect(run.err.contains("it ended with 3: bad page")) }
        #expect(run.err.contains("wrote no file to made"))
    }
}
