/// What one file may ask of the machine (OWASP ASVS 5.2: limits on size for untrusted files).
package struct CSVLimits: Sendable {
    /// Bytes of one field. A longer one makes its row rejected.
    package var field = 1 << 20
    /// Bytes of one record. A quoted field that runs past it is taken as an unclosed quote.
    package var record = 16 << 20
    package var columns = 10_000
    /// Bytes that may be read twice after stray quotes before reading is given up.
    package var rescanned = 1 << 30

    package init() {}
}
