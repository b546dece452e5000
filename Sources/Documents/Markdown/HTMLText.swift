/// Escapes as libcmark does, so that our cells and its cells cannot be told apart.
enum HTMLText {
    static func append(_ byte: UInt8, to html: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "&"): append("&amp;", to: &html)
        case UInt8(ascii: "<"): append("&lt;", to: &html)
        case UInt8(ascii: ">"): append("&gt;", to: &html)
        case UInt8(ascii: "\""): append("&quot;", to: &html)
        default: html.append(byte)
        }
    }

    static func append(_ text: StaticString, to html: inout [UInt8]) {
        text.withUTF8Buffer { html.append(contentsOf: $0) }
    }
}
