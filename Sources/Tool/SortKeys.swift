import ArgumentParser
import Documents

/// What `--sort` names.
struct SortKeys: ExpressibleByArgument {
    var documents: [DocumentOrder] = []
    var byLocation = false
    let words: String

    init?(argument: String) {
        words = argument
        for word in argument.split(separator: ",") {
            if word == "location" {
                byLocation = true
            } else if let key = DocumentOrder(rawValue: String(word)) {
                documents.append(key)
            } else if word != "data" {
                return nil
            }
        }
    }
}

/// What `--archive` names.
enum ArchiveKind: String, ExpressibleByArgument {
    case zip, tar
}

extension DocumentShard: ExpressibleByArgument {
    package init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), count > 0,
            (1...count).contains(index)
        else { return nil }
        self.init(index: index, count: count)
    }
}
