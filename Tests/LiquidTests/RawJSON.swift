import Foundation

/// A JSON text cut into its parts without being read, so that numbers stay as they are written.
struct RawJSON {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    var string: String {
        (try? JSONDecoder().decode(String.self, from: Data(bytes))) ?? ""
    }

    var members: [(name: String, value: RawJSON)] {
        var found: [(name: String, value: RawJSON)] = []
        var at = skipBlanks(bytes.startIndex + 1)
        while bytes[at] != UInt8(ascii: "}") {
            let nameEnd = end(of: at)
            let start = skipBlanks(skipBlanks(nameEnd) + 1)
            let stop = end(of: start)
            found.append((RawJSON(bytes[at..<nameEnd]).string, RawJSON(bytes[start..<stop])))
            at = next(stop)
        }
        return found
    }

    var elements: [RawJSON] {
        var found: [RawJSON] = []
        var at = skipBlanks(bytes.startIndex + 1)
        while bytes[at] != UInt8(ascii: "]") {
            let stop = end(of: at)
            found.append(RawJSON(bytes[at..<stop]))
            at = next(stop)
        }
        return found
    }

    subscript(_ name: String) -> RawJSON? { members.first { $0.name == name }?.value }

    private func next(_ stop: Int) -> Int {
        let at = skipBlanks(stop)
        return bytes[at] == UInt8(ascii: ",") ? skipBlanks(at + 1) : at
    }

    private func skipBlanks(_ start: Int) -> Int {
        var at = start
        while [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
        return at
    }

    private func end(of start: Int) -> Int {
        var depth = 0
        var at = start
        var inString = false
        while at < bytes.endIndex {
            let byte = bytes[at]
            if inString {
                if byte == UInt8(ascii: "\\") { at += 1 }
                if byte == UInt8(ascii: "\"") { inString = false }
            } else if byte == UInt8(ascii: "\"") {
                inString = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                if depth == 0 { return at }
                depth -= 1
            } else if depth == 0, byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x20 || byte == 0x0D {
                return at
            }
            at += 1
            if depth == 0, !inString,
                [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(byte)
            {
                return at
            }
        }
        return at
    }
}
