import Foundation

/// A browser without a window, that says how wide pages are.
enum Browser {
    /// Chromium as the machine calls it; nil, said once on stderr, where there is none.
    static let program: URL? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        for name in ["chromium", "chromium-browser", "google-chrome"] {
            for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
                return URL(fileURLWithPath: "\(folder)/\(name)")
            }
        }
        FileHandle.standardError.write(Data("skipped: no chromium to look at pages\n".utf8))
        return nil
    }()

    /// Whether the machine has a font for Thai.
    static let stacksThai: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/fc-list")
        process.arguments = [":lang=th", "family"]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return false }
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return !said.isEmpty
    }()

    /// Of each page, in a frame of that width: what it needs more than it has, in CSS pixels; 0 where it fits.
    ///
    /// Frames, because a window of Chromium is never narrower than 500.
    static func overflow(_ pages: [URL], width: Int) async throws -> [String: Int] {
        guard let program else { return [:] }
        let folder = try TemporaryFolder()
        var frames = ""
        for (i, page) in pages.enumerated() {
            let script = """
                <script>addEventListener('load', () => { const e = document.documentElement;
                parent.postMessage('\(i)=' + (e.scrollWidth - e.clientWidth), '*') })</script>
                """
            let text = try String(contentsOf: page, encoding: .utf8)
            try folder.write(text + script, to: "\(i).html")
            frames += "<iframe src=\"\(i).html\" width=\(width) height=300 frameborder=0></iframe>"
        }
        try folder.write(
            """
            <meta charset="utf-8"><pre id="said"></pre><script>addEventListener('message', e => {
            document.getElementById('said').textContent += e.data + ';' })</script>\(frames)
            """, to: "all.html")
        let run = try await Run.of(
            program,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
                "--user-data-dir=\(folder.url.path)/profile", "--virtual-time-budget=8000", "--dump-dom",
                "file://\(folder.url.path)/all.html",
            ], in: folder.url)
        let said = run.text.components(separatedBy: "<pre id=\"said\">").last?.prefix { $0 != "<" } ?? ""
        var found: [String: Int] = [:]
        for part in said.split(separator: ";") {
            let sides = part.split(separator: "=").compactMap { Int($0) }
            if sides.count == 2, pages.indices.contains(sides[0]) {
                found[pages[sides[0]].pathComponents.suffix(2).joined(separator: "/")] = sides[1]
            }
        }
        return found
    }
}
