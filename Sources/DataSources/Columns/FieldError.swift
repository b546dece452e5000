package import Diagnostics

/// Why the text of one field was refused; ``diagnostic(at:)`` adds where it stands.
package struct FieldError: Error, Sendable, Hashable {
    package var code: String
    package var message: String
    package var hint: String?

    package init(code: String, message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    package func diagnostic(at place: Place) -> Diagnostic {
        .error(code, message, at: place.position, excerpt: place.excerpt, hint: hint)
    }

    /// A field's text as messages show it: whole up to 40 characters.
    static func shown(_ bytes: UnsafeRawBufferPointer) -> String {
        let text = String(decoding: bytes.prefix(400), as: UTF8.self)
        return text.count > 40 ? "`\(text.prefix(40))…`" : "`\(text)`"
    }
}

extension UnsafeRawBufferPointer {
    /// Without the blanks, tabs and no-break spaces around it.
    @inline(__always)
    func trimmed() -> UnsafeRawBufferPointer {
        guard let base = baseAddress, count > 0 else { return self }
        // Both ends are almost always text.
        if self[0] > Byte.space, self[0] != 0xC2, self[count - 1] > Byte.space, self[count - 1] != 0xA0 {
            return self
        }
        var from = 0
        var to = count
        while from < to {
            if Self.isBlank(self[from]) {
                from += 1
            } else if from + 1 < to, self[from] == 0xC2, self[from + 1] == 0xA0 {
                from += 2
            } else {
                break
            }
        }
        while to > from {
            if Self.isBlank(self[to - 1]) {
                to -= 1
            } else if to - 1 > from, self[to - 1] == 0xA0, self[to - 2] == 0xC2 {
                to -= 2
            } else {
                break
            }
        }
        return UnsafeRawBufferPointer(start: base + from, count: to - from)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == Byte.space || (Byte.tab...Byte.carriageReturn).contains(byte)
    }
}
