/// Where documents go.
package enum Packing: String, Sendable, Hashable, CaseIterable {
    /// A file each.
    case files
    /// One file for each kind and format, a new page for each document.
    case combined
    /// One file for everything.
    case zip, tar

    /// Whether documents are put one behind the other into a file.
    var isPacked: Bool { self != .files }
    var isArchive: Bool { self == .zip || self == .tar }
}

/// A document on its way into a packed file.
struct PackedPart: Sendable {
    var kind: String
    var format: DocumentFormat
    /// Relative to the output folder, were it a file of its own.
    var path: String
    var content: Content

    enum Content: Sendable {
        case bytes([UInt8])
        case entry(ZipEntry)
    }

    /// - Parameter file: what the document's own file would hold.
    init(_ output: OutputRecord, _ format: DocumentFormat, _ file: [UInt8], in packing: Packing) {
        kind = output.kind
        self.format = format
        path = output.path
        content = packing == .zip ? .entry(ZipEntry(of: file)) : .bytes(file)
    }
}
