import Foundation

/// A mail or a part of one, read: enough of MIME (RFC 2045, 2046) to look at what programs like ours wrote.
struct MailPart {
    /// By names in lower case, folded lines joined; of equal names the first.
    private(set) var headers: [String: String] = [:]
    private(set) var body: ArraySlice<UInt8> = []
    private(set) var parts: [MailPart] = []

    init(_ bytes: [UInt8]) {
        self.init(bytes[...], depth: 0)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int) {
        var at = bytes.startIndex
        var name = ""
        while at < bytes.endIndex {
            let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
            var line = String(decoding: bytes[at..<end], as: UTF8.self)
            if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
            at = end < bytes.endIndex ? end + 1 : end
            if line.isEmpty { break }
            if line.hasPrefix(" ") || line.hasPrefix("\t") {
                headers[name]? += " " + line.trimmed
            } else if let colon = line.firstIndex(of: ":") {
                name = line[..<colon].lowercased()
                if headers[name] == nil { headers[name] = line[line.index(after: colon)...].trimmed }
            }
        }
        body = bytes[at...]
        if depth < 10, let boundary = Self.parameter("boundary", of: type), type.hasPrefix("multipart/") {
            parts = Self.split(body, boundary).map { MailPart($0, depth: depth + 1) }
        }
    }

    /// With its parameters, the type in lower case.
    var type: String {
        let written = headers["content-type"] ?? "text/plain"
        let type = written.prefix { $0 != ";" }
        return type.lowercased() + written[type.endIndex...]
    }

    /// The parts that hold no parts.
    var leaves: [MailPart] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }

    /// The body without its transfer encoding.
    var decoded: [UInt8] {
        switch (headers["content-transfer-encoding"] ?? "").lowercased() {
        case "quoted-printable": return Self.quotedPrintable(body)
        case "base64":
            return Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { Array($0) } ?? []
        default: return Array(body)
        }
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for part in CSSScanner.split(header, at: ";").dropFirst() {
            guard let equals = part.firstIndex(of: "="), part[..<equals].trimmed.lowercased() == name else {
                continue
            }
            let value = part[part.index(after: equals)...].trimmed
            return value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
        }
        return nil
    }

    private static func split(_ body: ArraySlice<UInt8>, _ boundary: String) -> [ArraySlice<UInt8>] {
        let mark = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        var at = body.startIndex
        while at < body.endIndex {
            let end = body[at...].firstIndex(of: 0x0A) ?? body.endIndex
            if body[at..<end].starts(with: mark) {
                if let start { parts.append(body[start..<max(start, at - 2)]) }
                let isLast = body[at..<end].dropFirst(mark.count).starts(with: [0x2D, 0x2D])
                start = isLast ? nil : min(body.endIndex, end + 1)
                if isLast { break }
            }
            at = end < body.endIndex ? end + 1 : end
        }
        return parts
    }

    private static func quotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var at = body.startIndex
        func digit(_ place: Int) -> UInt8? {
            guard place < body.endIndex else { return nil }
            switch body[place] {
            case 0x30...0x39: return body[place] - 0x30
            case 0x41...0x46: return body[place] - 0x37
            case 0x61...0x66: return body[place] - 0x57
            default: return nil
            }
        }
        while at < body.endIndex {
            guard body[at] == 0x3D else {
                out.append(body[at])
                at += 1
                continue
            }
            if let high = digit(at + 1), let low = digit(at + 2) {
                out.append(high << 4 | low)
                at += 3
            } else {
                // A soft line end.
                at += 1
                if at < body.endIndex, body[at] == 0x0D { at += 1 }
                if at < body.endIndex, body[at] == 0x0A { at += 1 }
            }
        }
        return out
    }
}
