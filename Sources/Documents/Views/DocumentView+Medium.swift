extension DocumentView {
    /// Where a document is shown.
    enum Medium: Hashable {
        case page
        /// A mail's page, alone or as the part of a mail, with the first so many lines.
        case mailPage(lines: Int)
        case mail(lines: Int)

        var shownLines: Int? {
            switch self {
            case .page: nil
            case .mailPage(let lines), .mail(let lines): lines
            }
        }
    }

    /// A mail's page alone has no parts that it could show.
    func logo() -> (address: String, size: PictureSize?) {
        let (seller, mail) = (settings.seller, settings.seller.mailLogo)
        switch medium {
        case .page: return (seller.logo, nil)
        case .mailPage: return mail.part == nil ? (mail.mailAddress, mail.mailSize) : ("", nil)
        case .mail: return (mail.mailAddress, mail.mailSize)
        }
    }
}
