package import Diagnostics
import Foundation

/// A program of this machine that makes a PDF of a page, with its print CSS: WeasyPrint, else a Chromium.
package struct PDFEngine: Sendable {
    enum Kind {
        case weasyPrint, chromium
    }

    let kind: Kind
    let path: String
    /// What it says of itself; part of what decides whether a file is up to date.
    let version: String

    /// How long a page of so many bytes may take: WeasyPrint needs 70 s of one core for the 2 MB of 5,000 lines, and
    /// seldom has a core to itself.
    static func limit(size: Int64) -> Duration { .seconds(60 + size / 5_000) }

    private static let programs: [(String, Kind)] = [
        ("weasyprint", .weasyPrint), ("chromium", .chromium), ("chromium-browser", .chromium),
        ("google-chrome", .chromium),
    ]

    /// The first on PATH. Throws `no-pdf-program`.
    package static func find() async throws(Diagnostic) -> PDFEngine {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        for (name, kind) in programs {
            for folder in folders {
                let path = "\(folder)/\(name)"
                guard FileManager.default.isExecutableFile(atPath: path) else { continue }
                let run = await ChildProcess.run(
                    path, ["--version"], in: ".", environment: [:], limit: limit(size: 0))
                guard run.code == 0 else { continue }
                return PDFEngine(kind: kind, path: path, version: run.text.trimmed)
            }
        }
        throw .error(
            "no-pdf-program", "no program on PATH makes PDF: neither weasyprint nor chromium",
            hint:
                "`make deps-pdf` installs WeasyPrint, or `pip install weasyprint`; without it print the HTML from a browser"
        )
    }

    /// Makes a PDF of a page in a folder, under the page's name with another ending.
    ///
    /// - Returns: nil, or what the program said.
    func print(_ page: String, to pdf: String, in folder: String) async -> String? {
        var arguments: [String]
        switch kind {
        case .weasyPrint: arguments = ["--quiet", page, pdf]
        case .chromium:
            let profile = "\(folder)/profile-\(page)"
            arguments = [
                "--headless=new", "--disable-gpu", "--no-pdf-header-footer", "--hide-scrollbars",
                "--disable-extensions",
                "--user-data-dir=\(profile)", "--print-to-pdf=\(folder)/\(pdf)",
            ]
            // The sandbox refuses to work for root, who is who builds in containers.
            if geteuid() == 0 { arguments.append("--no-sandbox") }
            arguments.append(URL(fileURLWithPath: "\(folder)/\(page)").absoluteString)
        }
        let limit = Self.limit(size: FileStamp(ofInput: "\(folder)/\(page)")?.size ?? 0)
        // Fonts and documents carry a time; this one is the same each time.
        let run = await ChildProcess.run(
            path, arguments, in: folder, environment: ["SOURCE_DATE_EPOCH": "315532800"], limit: limit)
        if run.timedOut { return "it took longer than \(limit.components.seconds) seconds" }
        if run.code != 0 { return "it ended with \(run.code): \(run.text.lastLine)" }
        return nil
    }
}

extension String {
    fileprivate var lastLine: String {
        split(separator: "\n").last.map { String($0.prefix(300)) } ?? ""
    }
}
