import Foundation
import Glibc

/// Files as a run left them, to be written a second time without anything else being done: what writing alone
/// costs.
struct WrittenFiles {
    private var files: [(name: String, bytes: Data)] = []

    var count: Int { files.count }

    init(folder: String, ending: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(ending) {
            files.append((name, try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
        }
    }

    /// Each file under another name first, then renamed, as documents are.
    func writeAgain(to folder: String) {
        let place = folder + "/again"
        mkdir(place, 0o777)
        for (name, bytes) in files {
            let temporary = place + "/." + name
            let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard file >= 0 else { continue }
            bytes.withUnsafeBytes { buffer in
                _ = write(file, buffer.baseAddress, buffer.count)
            }
            close(file)
            rename(temporary, place + "/" + name)
        }
    }
}
