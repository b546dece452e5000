import Commerce
import Diagnostics

/// A part of a mapping file that one thread reads, with texts and rows of its own.
struct MappingShare: Sendable {
    let start: Int
    /// Where the record after its last one begins.
    private(set) var end = 0
    /// How many lines of the file it is.
    private(set) var lineCount = 0
    private(set) var data = ReferenceData()
    /// The numbers of the rows of ``data``, where these have no ids of ``data`` for them.
    private(set) var numbers: GatheredNumbers?
    /// Rows that are not sound; they are not among those of ``data``.
    private(set) var refused: [RowReading.RefusedRow] = []
    /// Rows read, the refused among them.
    private(set) var rowCount = 0
    /// False where reading failed.
    private(set) var isWhole = false

    /// Reads the records that begin at `start` or behind it, and before `stop`.
    init(
        _ file: DataFile, _ source: UInt16, _ names: CustomerNames, from start: Int, to stop: Int,
        wantsDescriptions: Bool, _ known: Texts
    ) {
        self.start = start
        let size = min(stop, max(start, Path.size(file.path))) - start
        let room = MappingRoom(bytes: size)
        let gathers = size <= GatheredNumbers.mostBytes
        data.texts = Texts(
            known, capacity: gathers ? known.count : room.texts, bytes: gathers ? 0 : room.textBytes)
        data.mappings.rows = MappingRows(capacity: room.rows)
        do {
            try read(file, source, names, stop, wantsDescriptions, gathers ? room : nil)
        } catch {
            isWhole = false
        }
    }

    private mutating func read(
        _ file: DataFile, _ source: UInt16, _ names: CustomerNames, _ stop: Int, _ wantsDescriptions: Bool,
        _ room: MappingRoom?
    ) throws {
        let rejects = RejectsWriter(file, folder: "", isSilent: true)
        var rows = try RowReading(file, source: source, rejects: rejects)
        guard case .csv(let csv) = rows.reader else { return }
        rows.refused = []
        try csv.seek(to: start, line: 1)
        csv.stop = stop
        var read = MappingColumns(
            rows.columns, file, width: rows.width, wantsDescriptions: wantsDescriptions, share: room)
        var none = Findings()
        try rows.readMappings(&read, &data, names, &none)
        numbers = read.takeGathered()
        end = csv.nextOffset
        lineCount = csv.nextLine - 1
        refused = rows.refused ?? []
        rowCount = rows.account.read
        isWhole = true
    }
}
