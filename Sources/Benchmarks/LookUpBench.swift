import Commerce
import Notation

/// Rows taken at random, and what is asked to find them again.
struct Asked {
    let resolver: Resolver
    /// Holds the texts of the rows; a copy, as a run has that reads order lines after the mappings.
    let texts: Texts
    var lines: [OrderLineNumbers] = []
    var items: [TextID] = []
    /// The customer item numbers one behind the other, as the fields of a file stand in memory, and where each
    /// ends.
    var bytes: [UInt8] = []
    var ends: [Int] = [0]

    init(
        _ rows: MappingRows, _ resolver: Resolver, _ data: inout ReferenceData, count: Int,
        _ random: () -> UInt64
    ) {
        self.resolver = resolver
        let day = Day(year: 2011, month: 6, day: 1) ?? Day(number: 0)
        for _ in 0..<count {
            let row = rows[Int(random() % UInt64(rows.count))]
            lines.append(
                OrderLineNumbers(
                    customer: row.account.customerID ?? .blank, day: day, customerItemNumber: row.number))
            items.append(row.item)
            data.texts.append(row.number, to: &bytes)
            ends.append(bytes.count)
        }
        // Behind the fields of a record lie bytes that may be read (``Record``).
        bytes += [UInt8](repeating: 0, count: 64)
        texts = data.texts
    }
}

/// The ways in which numbers are looked up: one at a time, as a person asks; and many at once, as reports on
/// invoices (`InvoicePass`) and on orders (`OrderResolving`) do.
enum LookUpBench: CaseIterable {
    case shownAlone, shown, resolvedAlone, resolved, fromText

    /// As many as ``InvoicePass`` looks up at once, and as a block of a file has.
    private static let batch = 256

    func run(_ watch: inout Stopwatch, _ asked: Asked) {
        let count = asked.lines.count
        let found = watch.time("look up", name, units: { _ in count }) {
            switch self {
            case .shownAlone: Self.shownAlone(asked)
            case .shown: Self.shown(asked)
            case .resolvedAlone: Self.resolvedAlone(asked)
            case .resolved: Self.resolved(asked)
            case .fromText: Self.fromText(asked)
            }
        }
        if found < count { print("\(name): \(count - found) of \(count) not found") }
    }

    private var name: String {
        switch self {
        case .shownAlone: "their number, from ids, one at a time"
        case .shown: "their number, from ids, many at once"
        case .resolvedAlone: "our item, from ids, one at a time"
        case .resolved: "our item, from ids, many at once"
        case .fromText: "our item, from text, many at once"
        }
    }

    private static func shownAlone(_ asked: Asked) -> Int {
        zip(asked.lines, asked.items).count { line, item in
            asked.resolver.numberShown(customer: line.customer, item: item, day: line.day).outcome.isMapped
        }
    }

    private static func shown(_ asked: Asked) -> Int {
        var (found, numbers, answers, ahead) = (0, [NumberAsked](), [NumberShown](), LookAhead())
        for start in stride(from: 0, to: asked.lines.count, by: batch) {
            numbers.removeAll(keepingCapacity: true)
            for at in start..<min(start + batch, asked.lines.count) {
                let line = asked.lines[at]
                numbers.append(NumberAsked(customer: line.customer, item: asked.items[at], day: line.day))
            }
            asked.resolver.numbersShown(numbers, &ahead, into: &answers)
            found += answers.count { $0.outcome.isMapped }
        }
        return found
    }

    private static func resolvedAlone(_ asked: Asked) -> Int {
        asked.lines.count { asked.resolver.resolve($0, texts: asked.texts).outcome == .exact }
    }

    private static func resolved(_ asked: Asked) -> Int {
        var (found, lines, answers) = (0, [OrderLineNumbers](), [InboundResolution]())
        for start in stride(from: 0, to: asked.lines.count, by: batch) {
            lines.removeAll(keepingCapacity: true)
            lines.append(contentsOf: asked.lines[start..<min(start + batch, asked.lines.count)])
            answers.removeAll(keepingCapacity: true)
            asked.resolver.resolve(lines, texts: asked.texts, into: &answers)
            for at in answers.indices where answers[at].outcome == .exact { found += 1 }
        }
        return found
    }

    /// From the bytes of the numbers, as they stand in a file.
    private static func fromText(_ asked: Asked) -> Int {
        var (found, lines, answers) = (0, [OrderLineNumbers](), [InboundResolution]())
        for start in stride(from: 0, to: asked.lines.count, by: batch) {
            lines.removeAll(keepingCapacity: true)
            lines.append(contentsOf: asked.lines[start..<min(start + batch, asked.lines.count)])
            answers.removeAll(keepingCapacity: true)
            asked.bytes.withUnsafeBytes { bytes in
                asked.resolver.resolve(
                    lines,
                    customerItemNumbers: {
                        UnsafeRawBufferPointer(
                            rebasing: bytes[asked.ends[start + $0]..<asked.ends[start + $0 + 1]])
                    }, into: &answers)
            }
            for at in answers.indices where answers[at].outcome == .exact { found += 1 }
        }
        return found
    }
}
