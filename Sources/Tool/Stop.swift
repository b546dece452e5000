import Glibc

/// How a command ends (interface.md, exit codes). Several at once: the highest.
enum ExitStatus: Int32, Comparable {
    case done = 0
    case findings = 1
    case wrongUsage = 2
    case inputRefused = 3
    case templateError = 4
    case unwritable = 5

    static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}

/// Ends the program with a status; all there is to say has been said.
struct Stop: Error {
    let status: ExitStatus

    init(_ status: ExitStatus) {
        self.status = status
    }

    func leave() -> Never {
        exit(status.rawValue)
    }
}
