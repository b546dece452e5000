import ArgumentParser
import Commerce
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

extension Shard {
    /// What `--shard` names.
    static func argument(_ text: String) throws -> Shard {
        guard let shard = Shard(text) else {
            throw ValidationError("a share is I/N with 1 <= I <= N <= \(Shard.most), such as 2/7.")
        }
        return shard
    }
}
