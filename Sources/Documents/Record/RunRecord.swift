package import Diagnostics

/// A file that documents are made of, as one run found it.
struct InputRecord: Sendable, Hashable {
    /// As the project names it.
    var name: String
    var path: String
    var stamp: FileStamp
    /// Nil where it could not be read.
    var hash: ContentHash?
}

/// A template with all that it takes in: one of these for each program of a run.
struct ClosureRecord: Sendable, Hashable {
    /// As messages name the template.
    var template: String
    var hash: ContentHash
    var files: [Part]

    struct Part: Sendable, Hashable {
        var path: String
        var hash: ContentHash
    }
}

/// One run as later ones remember it.
struct RunRecord: Sendable {
    /// What was asked for: two runs of one signature make the same of the same files.
    var signature: ContentHash
    /// The options in words, for people who read the manifest.
    var options: [String]
    /// The program itself; another build may write other bytes.
    var program: ContentHash
    /// When it began, by the clock of files.
    var started: Int64
    var inputs: [InputRecord] = []
    var closures: [ClosureRecord] = []
    /// Every file that was looked for as a template, found or not, and the lists of the folders of own templates.
    var lookups: [TemplateReads.Entry] = []
    /// Those that were looked for only while documents were rendered, by names from the data.
    var lateLookups: [TemplateReads.Entry] = []
    /// How many files it made or found unchanged.
    var fileCount = 0
    var answer: RunAnswer?
}

/// What a run said at its end, for the next one that finds nothing to do.
package struct RunAnswer: Sendable {
    package var findings: Findings
    /// The exit code.
    package var status: Int32
    package var kinds: [KindTally]
    package var rejectFiles: [String]
    /// Files that were up to date at its end, and stale ones.
    package var fileCount: Int
    package var staleCount: Int

    package init(
        findings: Findings, status: Int32, kinds: [KindTally], rejectFiles: [String], fileCount: Int,
        staleCount: Int
    ) {
        self.findings = findings
        self.status = status
        self.kinds = kinds
        self.rejectFiles = rejectFiles
        self.fileCount = fileCount
        self.staleCount = staleCount
    }
}

/// A file that a run made.
struct OutputRecord: Sendable {
    /// Relative to the output folder.
    var path: String
    var kind: String
    var format: String
    /// The document's.
    var number: String
    /// The place of its run in ``OutputMemory/runs``.
    var run: Int
    /// The place of its template in the run's closures.
    var closure: Int
    /// Of the values that the template got.
    var data: ContentHash
    /// Of how numbers, days and CSV were written.
    var style: ContentHash
    /// Of the file's bytes.
    var hash: ContentHash
    var stamp: FileStamp
}
