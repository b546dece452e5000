import Commerce

/// How much room to set aside for a mapping file. Room costs nothing while it is not used, and what outgrows it is
/// copied to small pages.
struct MappingRoom {
    let texts: Int
    let textBytes: Int
    let rows: Int

    /// A row has about 50 bytes, rarely fewer than 24, and one text that no other has.
    init(bytes: Int) {
        let size = min(bytes, 8 << 30)
        (texts, textBytes, rows) = (size / 40, size / 2, size / 24)
    }
}
