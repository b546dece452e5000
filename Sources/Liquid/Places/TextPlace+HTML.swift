// The tokenizer of HTML (13.2.5), one byte at a time.
extension TextPlace {
    mutating func read(_ byte: UInt8) -> PlaceProblem? {
        switch state {
        case .text: if byte == UInt8(ascii: "<") { state = .tagOpen }
        case .plainText, .rawText: return readRaw(byte)
        case .tagOpen: return openTag(byte)
        case .endTagOpen:
            if isLetter(byte) {
                beginName(.tagName, byte)
                isEndTag = true
            } else {
                state = byte == UInt8(ascii: ">") ? .text : .bogusComment
            }
        case .declaration: return readDeclaration(byte)
        case .comment: readComment(byte)
        case .cdata: readCDATA(byte)
        case .bogusComment: if byte == UInt8(ascii: ">") { state = .text }
        default: return readTag(byte)
        }
        return nil
    }

    private mutating func openTag(_ byte: UInt8) -> PlaceProblem? {
        isEndTag = false
        matched = 0
        switch byte {
        case UInt8(ascii: "/"): state = .endTagOpen
        case UInt8(ascii: "!"): state = .declaration
        case UInt8(ascii: "?"): state = .bogusComment
        case UInt8(ascii: "<"): state = .tagOpen
        default:
            if isLetter(byte) { beginName(.tagName, byte) } else { state = .text }
        }
        return nil
    }

    private mutating func beginName(_ next: State, _ byte: UInt8) {
        state = next
        nameHash = NameHash.start
        nameLength = 0
        beginsWithOn = false
        isGlued = false
        addToName(byte)
    }

    private mutating func addToName(_ byte: UInt8) {
        let small = lowered(byte)
        if nameLength == 0 { beginsWithOn = small == UInt8(ascii: "o") }
        if nameLength == 1 { beginsWithOn = beginsWithOn && small == UInt8(ascii: "n") }
        nameHash = NameHash.adding(small, to: nameHash)
        nameLength = nameLength == .max ? .max : nameLength + 1
    }

    // MARK: Tags

    private mutating func readTag(_ byte: UInt8) -> PlaceProblem? {
        switch state {
        case .tagName:
            if isNameEnd(byte) {
                endTagName()
                return betweenAttributes(byte)
            }
            addToName(byte)
        case .tag: return betweenAttributes(byte)
        case .attributeName, .afterAttributeName: return readAttributeName(byte)
        case .beforeValue: beginValue(byte)
        case .doubleQuoted, .singleQuoted:
            if byte == (state == .doubleQuoted ? UInt8(ascii: "\"") : UInt8(ascii: "'")) {
                endValue()
            } else {
                readValue(byte)
            }
        case .unquoted:
            if isBlank(byte) || byte == UInt8(ascii: ">") {
                endValue()
                return betweenAttributes(byte)
            }
            readValue(byte)
        default: break
        }
        return nil
    }

    mutating func endTagName() {
        element = language == .html ? ElementKind.byHash[nameHash] ?? .other : .other
        hasHTTPEquiv = false
        hasContentValue = false
        clearName()
        state = .tag
    }

    private mutating func clearName() {
        nameHash = 0
        nameLength = 0
        beginsWithOn = false
    }

    private mutating func betweenAttributes(_ byte: UInt8) -> PlaceProblem? {
        if isGlued {
            if isBlank(byte) {
                isAfterBlank = true
                return nil
            }
            let mayFollow = isAfterBlank && byte != UInt8(ascii: "=")
            guard isNameEnd(byte) || mayFollow else { return .ambiguousTag }
            isGlued = false
            isAfterBlank = false
        }
        switch byte {
        case UInt8(ascii: ">"): endTag()
        case UInt8(ascii: "/"), 0x20, 0x09...0x0D: break
        default: beginName(.attributeName, byte)
        }
        return nil
    }

    private mutating func endTag() {
        if language == .html, !isEndTag {
            if element == .svg || element == .math { mayBeForeign = true }
            matched = 0
            scriptDepth = 0
            clearCSS()
            state = element.isPlainText ? .plainText : element.isRawText ? .rawText : .text
        } else {
            state = .text
        }
        isEndTag = false
        hasHTTPEquiv = false
        hasContentValue = false
        if state == .text { element = .other }
    }

    private mutating func readAttributeName(_ byte: UInt8) -> PlaceProblem? {
        if isBlank(byte) {
            state = .afterAttributeName
            return nil
        }
        if byte == UInt8(ascii: "=") {
            attribute = attributeKind()
            let isEquiv = nameHash == Self.httpEquiv && element == .meta
            clearName()
            state = .beforeValue
            guard isEquiv else { return nil }
            hasHTTPEquiv = true
            return hasContentValue ? .value(.unsafeAttribute) : nil
        }
        if state == .afterAttributeName || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") {
            clearName()
            state = .tag
            return betweenAttributes(byte)
        }
        addToName(byte)
        return nil
    }

    // MARK: Values of attributes

    private mutating func beginValue(_ byte: UInt8) {
        url = .start
        scheme = 0
        clearCSS()
        switch byte {
        case 0x20, 0x09...0x0D: break
        case UInt8(ascii: "\""): state = .doubleQuoted
        case UInt8(ascii: "'"): state = .singleQuoted
        case UInt8(ascii: ">"): endTag()
        default:
            state = .unquoted
            readValue(byte)
        }
    }

    private mutating func endValue() {
        state = .tag
        attribute = .plain
        url = .start
        scheme = 0
        clearCSS()
    }

    private mutating func readValue(_ byte: UInt8) {
        if attribute == .url { readURL(byte) }
        if attribute == .style { readCSS(byte) }
    }

    // MARK: Comments, declarations

    private mutating func readDeclaration(_ byte: UInt8) -> PlaceProblem? {
        let cdata = Array("[CDATA[".utf8)
        if matched < 0x10, byte == UInt8(ascii: "-") {
            matched += 1
            if matched == 2 {
                state = .comment
                matched = 4
            }
            return nil
        }
        let place = matched >= 0x10 ? Int(matched) - 0x10 : 0
        if matched == 0 || matched >= 0x10, byte == cdata[place] {
            matched = UInt8(0x11 + place)
            guard place + 1 == cdata.count else { return nil }
            guard language == .xml else { return .cdata }
            state = .cdata
            matched = 0
            return nil
        }
        state = byte == UInt8(ascii: ">") ? .text : .bogusComment
        return nil
    }

    /// `matched`: dashes just read, 3 behind `--!`, 4 at the start, 5 behind the start's one dash.
    private mutating func readComment(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "-"): matched = matched == 4 ? 5 : matched == 0 ? 1 : 2
        case UInt8(ascii: ">"):
            if matched >= 2 { state = .text }
            matched = 0
        case UInt8(ascii: "!"): matched = matched == 2 ? 3 : 0
        default: matched = 0
        }
    }

    private mutating func readCDATA(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "]"): matched = min(2, matched + 1)
        case UInt8(ascii: ">"):
            if matched == 2 { state = .text }
            matched = 0
        default: matched = 0
        }
    }

    // MARK: script, style, title

    /// `matched`: 1 behind `<`, 2 behind `</`, more behind letters of the name; from 0x40 on what a script
    /// knows of `<!--`, from 0x50 on `<script`.
    private mutating func readRaw(_ byte: UInt8) -> PlaceProblem? {
        if element == .style { readCSS(byte) }
        if element == .script { readScript(byte) }
        let name = element.closingName
        switch Int(matched) {
        case 0: if byte == UInt8(ascii: "<") { matched = 1 }
        case 1:
            if mayBeForeign, isLetter(byte) || byte == UInt8(ascii: "!") { return .foreign }
            matched = byte == UInt8(ascii: "/") ? 2 : byte == UInt8(ascii: "<") ? 1 : 0
        case 2 + name.count where isNameEnd(byte):
            guard element != .plaintext, scriptDepth < 2 else {
                scriptDepth = min(scriptDepth, 1)
                matched = 0
                return nil
            }
            matched = 0
            clearCSS()
            isEndTag = true
            element = .other
            state = .tag
            return betweenAttributes(byte)
        case let count:
            let place = count - 2
            if place < name.count, lowered(byte) == name[place] {
                matched += 1
            } else {
                if mayBeForeign, place == 0, isLetter(byte) { return .foreign }
                matched = byte == UInt8(ascii: "<") ? 1 : 0
            }
        }
        return nil
    }

    /// `<!--` and then `<script` in a script: its end then needs two closing tags (13.2.5.26).
    private mutating func readScript(_ byte: UInt8) {
        let tail = nameHash << 8 | UInt64(lowered(byte))
        nameHash = tail
        if tail & 0xFFFF_FFFF == 0x3C21_2D2D { scriptDepth = max(1, scriptDepth) }
        if tail & 0xFF_FFFF == 0x2D_2D3E { scriptDepth = 0 }
        // The bytes of `<script`, then the end of the name.
        if scriptDepth == 1, isNameEnd(byte), tail >> 8 & 0xFF_FFFF_FFFF_FFFF == 0x3C_7363_7269_7074 {
            scriptDepth = 2
        }
    }

    // MARK: Bytes

    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    func isNameEnd(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }
    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
