import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Reads a workbook back: its sheets, and each cell as a spreadsheet shows it, without grouping.
package struct XLSXReader {
    package struct Cell: Equatable {
        /// What is shown: `12.50`, `2011-12-09`.
        package var shown: String
        /// Whether it is a number (or day) to a spreadsheet, not a text.
        package var isNumber: Bool
    }

    package struct Sheet {
        package var name: String
        package var rows: [[Cell]] = []
        package var frozen = ""
        package var filter = ""
        package var widths = 0
    }

    package private(set) var sheets: [Sheet] = []
    package private(set) var created = ""
    package private(set) var times: Set<UInt32> = []

    /// Nil where it is none.
    package init?(_ bytes: [UInt8]) {
        guard let archive = ZipArchive(bytes) else { return nil }
        func parse(_ name: String) -> XMLEvents? {
            guard let data = archive.files[name] else { return nil }
            let events = XMLEvents()
            let parser = XMLParser(data: Data(data))
            parser.delegate = events
            return parser.parse() ? events : nil
        }
        times = archive.times
        guard let book = parse("xl/workbook.xml"), let styles = parse("xl/styles.xml"),
            let core = parse("docProps/core.xml")
        else { return nil }
        created = core.texts.first { $0.name == "dcterms:created" }?.text ?? ""
        let formats = Self.formats(styles)
        let names = book.elements.filter { $0.name == "sheet" }.compactMap { $0.attributes["name"] }
        for (at, name) in names.enumerated() {
            guard let data = archive.files["xl/worksheets/sheet\(at + 1).xml"] else { return nil }
            let reader = SheetEvents(formats)
            reader.sheet.name = name
            let parser = XMLParser(data: Data(data))
            parser.delegate = reader
            guard parser.parse() else { return nil }
            sheets.append(reader.sheet)
        }
    }

    /// The number format of each cell format.
    private static func formats(_ styles: XMLEvents) -> [String] {
        var codes = ["0": "General", "3": "#,##0", "4": "#,##0.00"]
        for element in styles.elements where element.name == "numFmt" {
            codes[element.attributes["numFmtId"] ?? ""] = element.attributes["formatCode"]
        }
        let from = styles.elements.firstIndex { $0.name == "cellXfs" } ?? 0
        return styles.elements[from...].prefix { $0.name != "cellStyles" }.filter { $0.name == "xf" }.map {
            codes[$0.attributes["numFmtId"] ?? ""] ?? "General"
        }
    }
}

/// All elements and texts of a small file.
final class XMLEvents: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var texts: [(name: String, text: String)] = []
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        elements.append((name, attributes))
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        texts.append((name, text))
    }
}

/// The cells of a sheet.
final class SheetEvents: NSObject, XMLParserDelegate {
    var sheet = XLSXReader.Sheet(name: "")
    private let formats: [String]
    private var text = ""
    private var place = ""
    private var kind = ""
    private var style = 0

    init(_ formats: [String]) { self.formats = formats }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        switch name {
        case "c":
            place = attributes["r"] ?? ""
            kind = attributes["t"] ?? "n"
            style = Int(attributes["s"] ?? "0") ?? 0
            text = ""
        case "v", "t": text = ""
        case "pane": sheet.frozen = attributes["topLeftCell"] ?? ""
        case "autoFilter": sheet.filter = attributes["ref"] ?? ""
        case "col": sheet.widths += 1
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        guard name == "c" else { return }
        let letters = place.prefix { $0.isLetter }
        let column = letters.utf8.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
        let row = (Int(place.dropFirst(letters.count)) ?? 1) - 1
        while sheet.rows.count <= row { sheet.rows.append([]) }
        while sheet.rows[row].count < column { sheet.rows[row].append(.init(shown: "", isNumber: false)) }
        let format = style < formats.count ? formats[style] : "General"
        let isNumber = kind == "n" && !text.isEmpty
        sheet.rows[row].append(
            .init(shown: isNumber ? Self.shown(text, format) : text, isNumber: isNumber))
    }

    /// A number as its format shows it, without grouping.
    private static func shown(_ text: String, _ format: String) -> String {
        guard let value = Double(text) else { return text }
        if format.hasPrefix("yyyy-mm") {
            let day = Date(timeIntervalSince1970: (value - 25_569) * 86_400)
            return String(day.ISO8601Format().prefix(format == "yyyy-mm" ? 7 : 10))
        }
        let decimals = format.split(separator: ".").dropFirst().first?.prefix { $0 == "0" }.count ?? 0
        return String(format: "%.\(decimals)f", value)
    }
}
