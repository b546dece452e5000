package import Diagnostics
import Foundation

/// The seller's logo as pages and mails show it.
///
/// A page has the picture itself as a `data:` URL, so that it can be moved or zipped without losing it. Mail programs
/// show no such pictures: a mail carries it as a part of its own, which its page names by `cid:`.
package struct LogoPicture: Sendable, Hashable {
    /// Larger pictures would weigh more than the documents they stand on.
    package static let byteLimit = 256 * 1_024
    /// The box that mails show it in, in pixels.
    static let widest = 200
    static let highest = 56

    /// What a page puts into `src`, empty where there is no picture to show.
    package private(set) var address = ""
    /// What a mail's page puts into `src`.
    private(set) var mailAddress = ""
    /// In pixels, within the box; nil where that is not known.
    private(set) var mailSize: PictureSize?
    /// The part that `cid:` names; nil for a picture in the web.
    private(set) var part: MailMessage.Picture?
    package private(set) var problems: [Diagnostic] = []

    package init() {}

    /// - Parameters:
    ///   - page: the path of a picture, or an address in the web, which stays as it is; blank for none.
    ///   - mail: the one for mails, where it is another: mail programs show no SVG.
    ///   - sender: the address that mails come from.
    ///   - goesIntoMails: whether a logo that mails cannot show is worth a word.
    package init(page: String, mail: String = "", sender: String = "", goesIntoMails: Bool = false) {
        address = Self.isAddress(page) ? page : bytes(page).map(Self.dataURL) ?? ""
        let own = mail.isEmpty ? page : mail
        if own.isEmpty || address.isEmpty && mail.isEmpty { return }
        if Self.isAddress(own) {
            // `data:` is not shown in mails.
            if !own.hasPrefix("data:") { mailAddress = own }
            return
        }
        guard let ending = Self.ending(own), ["gif", "jpeg", "jpg", "png"].contains(ending) else {
            if goesIntoMails {
                problems.append(
                    .warning(
                        "no-mail-logo", "mail programs do not show the logo `\(own)`; mails go without it",
                        hint: "name a PNG, JPEG or GIF with `seller: mail_logo:`"))
            }
            return
        }
        guard let picture = bytes(own) else { return }
        mailSize = PictureSize(of: picture.bytes)?.within(width: Self.widest, height: Self.highest)
        let domain = sender.split(separator: "@").last.map(String.init) ?? "localhost"
        let id = "logo.\(ContentHash(of: picture.bytes).hex.prefix(16))@\(domain)"
        mailAddress = "cid:\(id)"
        let name = "logo.\(ending)"
        part = MailMessage.Picture(id: id, name: name, type: picture.type, bytes: picture.bytes)
    }

    private static func isAddress(_ logo: String) -> Bool {
        ["https:", "http:", "data:"].contains(where: logo.hasPrefix)
    }

    private static func ending(_ path: String) -> String? { path.split(separator: ".").last?.lowercased() }

    private static func dataURL(_ picture: (type: String, bytes: [UInt8])) -> String {
        "data:\(picture.type);base64,\(Data(picture.bytes).base64EncodedString())"
    }

    /// Of a file; nil, and a problem, where it is none that can be shown.
    private mutating func bytes(_ logo: String) -> (type: String, bytes: [UInt8])? {
        if logo.isEmpty { return nil }
        guard let type = Self.ending(logo).flatMap({ Self.types[$0] }) else {
            let known = Self.types.keys.sorted().joined(separator: ", ")
            report("`\(logo)` is no kind of picture that pages show", hint: "one of \(known)")
            return nil
        }
        guard let bytes = FileManager.default.contents(atPath: logo) else {
            report("the logo `\(logo)` cannot be read", hint: "`seller: logo:` names it")
            return nil
        }
        guard bytes.count <= Self.byteLimit else {
            let size = "\(bytes.count / 1_024) kB"
            report("the logo `\(logo)` has \(size), more than 256", hint: "make it smaller")
            return nil
        }
        return (type, Array(bytes))
    }

    private static let types = [
        "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png",
        "svg": "image/svg+xml", "webp": "image/webp",
    ]

    private mutating func report(_ message: String, hint: String) {
        let problem = Diagnostic.warning("no-logo", message + "; documents go without it", hint: hint)
        if !problems.contains(problem) { problems.append(problem) }
    }
}
