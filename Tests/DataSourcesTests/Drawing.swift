import DataSources
import Diagnostics
import Testing

/// Diagnostics as people see them, for comparison to the letter.
func drawn(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { TextDiagnosticWriter().text($0) }.joined()
}

func drawn(_ diagnostic: Diagnostic?) -> String {
    drawn(diagnostic.map { [$0] } ?? [])
}

/// What a CSV text reads as: each record as its fields, or as the code of what is wrong with it.
func readAll(
    _ bytes: [UInt8], encoding: TextEncoding? = nil, delimiter: UInt8? = nil, limits: CSVLimits = CSVLimits(),
    bufferSize: Int = 65_536
) throws(Diagnostic) -> (header: [String], records: [[String]], lines: [Int], problems: [Diagnostic]) {
    let reader = try CSVReader(
        bytes: bytes, name: "data.csv", encoding: encoding, delimiter: delimiter, limits: limits,
        bufferSize: bufferSize)
    var records: [[String]] = []
    var lines: [Int] = []
    var problems: [Diagnostic] = []
    while try reader.next() {
        lines.append(reader.line)
        if let problem = reader.problem() {
            problems.append(problem)
            records.append(["!" + problem.code])
        } else {
            let record = reader.record
            records.append((0..<record.fieldCount).map(record.text))
        }
    }
    let blocks = try CSVReader(
        bytes: bytes, name: "data.csv", encoding: encoding, delimiter: delimiter, limits: limits,
        bufferSize: bufferSize)
    try expectSame(blocks, records, lines, problems)
    return (reader.header, records, lines, problems)
}

/// Reads in blocks, and expects the same.
private func expectSame(
    _ reader: CSVReader, _ records: [[String]], _ lines: [Int], _ problems: [Diagnostic]
) throws(Diagnostic) {
    var at = 0
    var found: [Diagnostic] = []
    while true {
        let count = try reader.nextBlock()
        if count == 0 { break }
        let block = reader.block
        for row in 0..<count {
            reader.show(row)
            #expect(reader.line == lines[at])
            if let problem = reader.problem() {
                found.append(problem)
                #expect(records[at] == ["!" + problem.code])
            } else {
                let record = reader.record
                #expect((0..<record.fieldCount).map(record.text) == records[at])
                #expect(
                    (0..<record.fieldCount).map { String(decoding: block[row, $0], as: UTF8.self) }
                        == records[at])
                #expect(block.line + row == lines[at])
            }
            at += 1
        }
    }
    #expect(at == records.count)
    #expect(drawn(found) == drawn(problems))
}

/// A repeatable source of numbers (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
