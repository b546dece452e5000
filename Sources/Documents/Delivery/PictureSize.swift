/// How large a picture is, in pixels, as the first bytes of a PNG, GIF or JPEG say.
struct PictureSize: Sendable, Hashable {
    var width: Int
    var height: Int

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Nil for another kind of file, and where it says nothing sensible.
    init?(of bytes: [UInt8]) {
        func number(_ place: Int, _ step: Int = 1) -> Int {
            let (high, low) = step > 0 ? (place, place + 1) : (place + 1, place)
            return bytes.indices.contains(place + 1) ? Int(bytes[high]) << 8 | Int(bytes[low]) : 0
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            // IHDR is the first chunk (PNG, section 5.6); sizes above 65,535 are none of a logo.
            self.init(width: number(18), height: number(22))
        } else if bytes.starts(with: Array("GIF8".utf8)) {
            self.init(width: number(6, -1), height: number(8, -1))
        } else if bytes.starts(with: [0xFF, 0xD8]) {
            var at = 2
            // Segments up to the start of a frame (ITU T.81, table B.1).
            while at + 9 < bytes.count, bytes[at] == 0xFF {
                let kind = bytes[at + 1]
                if kind >= 0xC0, kind <= 0xCF, ![0xC4, 0xC8, 0xCC].contains(kind) { break }
                at += kind == 0xFF ? 1 : 2 + number(at + 2)
            }
            self.init(width: number(at + 7), height: number(at + 5))
        } else {
            return nil
        }
        if width == 0 || height == 0 { return nil }
    }

    /// In its own proportions, no larger than a box and no larger than it is.
    func within(width widest: Int, height highest: Int) -> PictureSize {
        var size = self
        if size.height > highest {
            size = PictureSize(width: max(1, width * highest / height), height: highest)
        }
        if size.width > widest {
            size = PictureSize(width: widest, height: max(1, height * widest / width))
        }
        return size
    }
}
