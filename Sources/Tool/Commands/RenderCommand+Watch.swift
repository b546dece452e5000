import DataSources
import Documents
import Glibc
import Synchronization

extension RenderCommand {
    /// Renders, and again after every change, until somebody ends it. A run that was begun is finished.
    func renderAgainAndAgain() async throws {
        let talk = Talk(options, asJSON: json)
        Interruption.listen()
        while !Interruption.hasCome {
            let watch = watched()
            let before = watch.look()
            do {
                try await renderOnce()
            } catch let stop as Stop where stop.status != .wrongUsage {
                talk.say("that ended with exit code \(stop.status.rawValue)")
            }
            if !Interruption.hasCome { talk.say("watching; Ctrl-C ends") }
            while !Interruption.hasCome {
                guard watch.look() == before else { break }
                try? await Task.sleep(for: .milliseconds(200))
            }
            // An editor that saves several files is waited for.
            if !Interruption.hasCome { try? await Task.sleep(for: .milliseconds(100)) }
        }
    }

    private func watched() -> FileWatch {
        var files: [String] = []
        var folders: [String] = []
        if let template {
            files.append(template)
        }
        if let project = try? ProjectRun.project(options, Talk(silent: true)) {
            files.append(project.file)
            files += project.data.values.map(\.path).sorted()
            files += [project.seller.logo, project.seller.mailLogo].compactMap(\.self)
            folders.append(project.templates)
        } else if let folder = options.project {
            files.append(folder.hasSuffix(".yml") ? folder : "\(folder)/\(Project.fileName)")
        } else {
            files.append(Project.fileName)
        }
        return FileWatch(files: files, folders: folders)
    }
}

/// Set once somebody asked the program to end. A handler of signals may touch nothing but such a global.
private let interruption = Atomic<Bool>(false)

/// Whether somebody asked the program to end (Ctrl-C, or SIGTERM), where it ends by itself at the next good moment.
private enum Interruption {
    static var hasCome: Bool { interruption.load(ordering: .relaxed) }

    static func listen() {
        // The handler only sets what exists already.
        _ = hasCome
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in interruption.store(true, ordering: .relaxed) }
        }
    }
}
