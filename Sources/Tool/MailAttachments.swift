import ArgumentParser
import DataSources
import Documents

/// `csv,pdf` on the command line: what mails carry besides their page.
struct MailAttachments: ExpressibleByArgument, Sendable, Hashable {
    var forms: Set<MailAttachment>

    init(forms: Set<MailAttachment>) {
        self.forms = forms
    }

    init?(argument: String) {
        forms = []
        if argument == "none" { return }
        for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let form = MailAttachment(rawValue: String(word)) else { return nil }
            forms.insert(form)
        }
    }

    var words: String { forms.isEmpty ? "none" : forms.map(\.rawValue).sorted().joined(separator: ",") }
}

extension Set<Project.Attachment> {
    /// The same for documents.
    var documents: Set<MailAttachment> {
        Set<MailAttachment>(compactMap { MailAttachment(rawValue: $0.rawValue) })
    }
}
