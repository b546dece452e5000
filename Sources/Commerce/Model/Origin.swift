/// Where a record came from: the source's place in the run's list of files, and the line in it.
package struct Origin: Sendable, Hashable {
    /// Index into the list of sources of the run.
    package var source: UInt16
    /// From 1; the heading is line 1.
    package var line: UInt32

    @inlinable
    package init(source: UInt16, line: UInt32) {
        self.source = source
        self.line = line
    }
}
