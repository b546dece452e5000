/// Makes a text safe as the name of a file, on any system the folder may be copied to.
enum DocumentName {
    /// Room is left for the format and the name while writing.
    static let maximumBytes = 200

    /// `AB/12` becomes `AB_12`. Never empty, never `.` or `..`, no separator, control character, leading dot,
    /// trailing dot or blank, and no name that Windows reserves. The same text always gives the same name;
    /// different texts may give one name, which is found and refused before anything is written.
    static func safe(_ text: String) -> String {
        if isPlain(text) { return text }
        var name = ""
        var bytes = 0
        for scalar in text.unicodeScalars {
            let kept: Unicode.Scalar = isSafe(scalar) ? scalar : "_"
            bytes += UTF8.width(kept)
            if bytes > maximumBytes { break }
            name.unicodeScalars.append(kept)
        }
        while let last = name.unicodeScalars.last, last == "." || last == " " {
            name.unicodeScalars.removeLast()
        }
        while let first = name.unicodeScalars.first, first == " " { name.unicodeScalars.removeFirst() }
        if name.hasPrefix(".") || name.isEmpty || isReserved(name) { name = "_" + name }
        return name
    }

    /// Whether it is a name as nearly all are: of letters, digits, `-` and `_` of ASCII, and longer than the names
    /// that Windows reserves.
    private static func isPlain(_ text: String) -> Bool {
        guard 5...maximumBytes ~= text.utf8.count else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
            default: false
            }
        }
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "\\", ":", "*", "?", "\"", "<", ">", "|": return false
        default: break
        }
        switch scalar.properties.generalCategory {
        // Controls and the invisible marks that turn the writing direction and so disguise a name.
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
        default: return true
        }
    }

    /// Device names of Windows, with any ending.
    private static func isReserved(_ name: String) -> Bool {
        let stem = name.prefix { $0 != "." }.uppercased()
        if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
        guard stem.count == 4, let digit = stem.last, ("1"..."9").contains(digit) else { return false }
        return stem.hasPrefix("COM") || stem.hasPrefix("LPT")
    }
}
