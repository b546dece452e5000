import Diagnostics

/// Where the rejected rows of a file go. Held by reference: the reader of a file is passed on and copied.
package final class RejectedRows {
    package private(set) var count = 0

    private let file: DataFile
    private let folder: String

    /// - Parameter rejectsFolder: The folder that a file of rejected rows is written into.
    package init(_ file: DataFile, rejectsFolder: String) {
        self.file = file
        folder = rejectsFolder
    }

    func add(_ reader: RecordReader, _ problems: [Diagnostic]) {
        count += 1
    }
}
