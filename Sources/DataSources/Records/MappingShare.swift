import Commerce
import Diagnostics
import Notation

/// A part of a mapping file that a thread has read, with rows of its own; their texts are those of the thread.
struct MappingShare: Sendable {
    let start: Int
    /// The thread that read it.
    let reader: Int
    /// Where the record after its last one begins.
    var end = 0
    /// How many lines of the file it is.
    var lineCount = 0
    var rows = MappingRows()
    /// What the rows' places of unit factors mean.
    var unitFactors: [ExactDecimal] = []
    /// The texts that the thread has met since its last share.
    var texts = GatheredTexts(count: 0, bytes: 0)
    /// The numbers of the rows, where these are places here and no ids of texts.
    var numbers: GatheredTexts?
    /// Rows that are not sound; they are not among ``rows``.
    var refused: [RowReading.RefusedRow] = []
    /// Rows read, the refused among them.
    var rowCount = 0
    /// False where reading failed.
    var isWhole = false
}

/// Reads shares of a mapping file one after the other on one thread.
struct MappingShareReader {
    private let number: Int
    private let names: CustomerNames
    private let csv: CSVReader
    private var rows: RowReading
    private var read: MappingColumns
    private var data = ReferenceData()
    /// How many of the texts have been handed over.
    private var handedOver: Int

    /// Nil where the file cannot be read: who reads all of it says why.
    init?(
        _ number: Int, _ file: DataFile, _ names: CustomerNames, wantsDescriptions: Bool, _ known: Texts
    ) {
        // The rows say their lines only, and not the source.
        let rejects = RejectsWriter(file, folder: "", isSilent: true)
        guard let rows = try? RowReading(file, source: 0, rejects: rejects),
            case .csv(let csv) = rows.reader
        else { return nil }
        self.number = number
        self.names = names
        self.csv = csv
        self.rows = rows
        read = MappingColumns(rows.columns, file, width: rows.width, wantsDescriptions: wantsDescriptions)
        data.texts = known
        handedOver = known.count
    }

    /// Reads the records that begin at `start` or behind it, and before `stop`.
    ///
    /// - Parameter spare: A share that is done with, for its memory.
    mutating func share(from start: Int, to stop: Int, _ spare: consuming MappingShare?) -> MappingShare {
        let room = MappingRoom(bytes: stop - start)
        if var spare, var numbers = spare.numbers.take() {
            numbers.clear()
            spare.rows.clear()
            read.gather(numbers)
            swap(&data.mappings.rows, &spare.rows)
        } else {
            read.gather(GatheredTexts(count: room.rows, bytes: room.textBytes))
            data.mappings.rows = MappingRows(capacity: room.rows)
        }
        rows.refused = []
        let before = rows.account.read
        var share = MappingShare(start: start, reader: number)
        do throws(Diagnostic) {
            try csv.seek(to: start, line: 1)
            csv.stop = stop
            var none = Findings()
            try rows.readMappings(&read, &data, names, &none)
            share.isWhole = true
        } catch {
            share.isWhole = false
        }
        share.end = csv.nextOffset
        share.lineCount = csv.nextLine - 1
        share.rowCount = rows.account.read - before
        share.refused = rows.refused ?? []
        share.numbers = read.takeGathered()
        swap(&share.rows, &data.mappings.rows)
        share.unitFactors = data.mappings.unitFactors
        share.texts = GatheredTexts(data.texts, from: handedOver)
        handedOver = data.texts.count
        return share
    }
}
