import Foundation
import Glibc
import Testing

/// The template bombs against the program as users have it: seconds and memory of its whole process.
struct BombProcessTests {
    static let program = ProcessInfo.processInfo.environment["COUNTERPART_BIN"]

    @Test(.enabled(if: program != nil, "COUNTERPART_BIN names no program"))
    func `the program refuses each bomb within 2 seconds and 256 MB`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bombs-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(#"{"o":{"a":1}}"#.utf8).write(to: folder.appendingPathComponent("data.json"))
        var (worstTime, worstMemory) = (0.0, 0)
        for bomb in LimitTests.bombs {
            try Data(bomb.template.utf8).write(to: folder.appendingPathComponent("bomb.liquid"))
            for (name, text) in bomb.partials {
                try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".liquid"))
            }
            let cost = try #require(Self.cost(folder.path))
            #expect(cost.status == 4, "\(bomb.name)")
            #expect(cost.seconds < 2, "\(bomb.name)")
            #expect(cost.kilobytes < 256 << 10, "\(bomb.name)")
            worstTime = max(worstTime, cost.seconds)
            worstMemory = max(worstMemory, cost.kilobytes)
        }
        #expect(worstMemory > 0)
        print("\(LimitTests.bombs.count) bombs: at most \(worstTime) s CPU, \(worstMemory) kB resident")
    }

    /// CPU seconds, peak resident kB and exit status of rendering the bomb of a folder; what it prints is dropped.
    private static func cost(_ folder: String) -> (seconds: Double, kilobytes: Int, status: Int32)? {
        guard let program else { return nil }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for stream in [1, 2] as [Int32] {
            posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
        }
        let words = [
            program, "template", "render", folder + "/bomb.liquid", "--data", folder + "/data.json",
            "--partials", folder,
        ]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for word in arguments { free(word) } }
        var child: pid_t = 0
        guard posix_spawn(&child, program, &actions, nil, &arguments, environ) == 0 else { return nil }
        var (status, usage, peak): (Int32, rusage, Int) = (0, rusage(), 0)
        // `ru_maxrss` would count the memory of this process, which the child had until it became the program.
        while true {
            let ended = wait4(child, &status, WNOHANG, &usage)
            if ended == child { break }
            guard ended == 0 else { return nil }
            peak = max(peak, residentPeak(of: child))
            usleep(2_000)
        }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return (seconds(usage.ru_utime) + seconds(usage.ru_stime), peak, status >> 8)
    }

    /// `VmHWM` of a process in kB, which never shrinks; 0 where it has just ended.
    private static func residentPeak(of process: pid_t) -> Int {
        let file = open("/proc/\(process)/status", O_RDONLY)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        let lines = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("VmHWM:") }) else { return 0 }
        return Int(line.filter(\.isNumber)) ?? 0
    }
}
