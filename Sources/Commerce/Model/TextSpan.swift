/// Where a field stands in the text of a file that is held in memory.
package struct TextSpan: Sendable, BitwiseCopyable {
    package var start: UInt32 = 0
    package var count: UInt32 = 0

    package init() {}
}
