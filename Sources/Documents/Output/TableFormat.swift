/// The forms a report can be written in; the raw value is what the command line calls it.
package enum TableFormat: String, Sendable, Hashable, CaseIterable {
    case text, csv, json, ndjson
    case markdown = "md"
    case html, xlsx, eml

    /// The end of the file's name.
    package var fileExtension: String { self == .text ? "txt" : rawValue }

    /// Whether a terminal can show it.
    package var isText: Bool { self != .xlsx }

    /// Whether the parts of a table stand in the same output. Otherwise each is a file of its own, because a
    /// CSV file has one header.
    package var holdsParts: Bool { self != .csv && self != .ndjson }
}
