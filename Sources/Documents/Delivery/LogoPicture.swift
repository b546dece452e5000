package import Diagnostics
import Foundation

/// The seller's logo as the address of an `<img>`: the picture itself as a `data:` URL, so that a page can be
/// moved, mailed or zipped without losing it.
package enum LogoPicture {
    /// Larger pictures would weigh more than the documents they stand on.
    package static let byteLimit = 256 * 1_024

    /// What a page puts into `src`, empty where there is no picture to show, and what was wrong with it.
    /// An address in the web (`https:`) or a `data:` URL stays as it is.
    package static func address(of logo: String) -> (address: String, problem: Diagnostic?) {
        if logo.isEmpty || ["https:", "http:", "data:"].contains(where: logo.hasPrefix) {
            return (logo, nil)
        }
        let ending = logo.split(separator: ".").last?.lowercased() ?? ""
        guard let type = types[ending] else {
            let known = types.keys.sorted().joined(separator: ", ")
            return ("", problem("`\(logo)` is no kind of picture that pages show", hint: "one of \(known)"))
        }
        guard let bytes = FileManager.default.contents(atPath: logo) else {
            return ("", problem("the logo `\(logo)` cannot be read", hint: "`seller: logo:` names it"))
        }
        guard bytes.count <= byteLimit else {
            let size = "\(bytes.count / 1_024) kB"
            return ("", problem("the logo `\(logo)` has \(size), more than 256", hint: "make it smaller"))
        }
        return ("data:\(type);base64,\(bytes.base64EncodedString())", nil)
    }

    private static let types = [
        "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png",
        "svg": "image/svg+xml", "webp": "image/webp",
    ]

    private static func problem(_ message: String, hint: String) -> Diagnostic {
        .warning("no-logo", message + "; documents go without it", hint: hint)
    }
}
