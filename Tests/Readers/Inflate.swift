/// Unpacks what DEFLATE packed (RFC 1951), plainly: tests read a workbook with no program but this.
struct Inflate {
    private let bytes: ArraySlice<UInt8>
    private var at: Int
    private var bit = 0
    private var out: [UInt8] = []

    /// Nil where the data are not what they should be.
    static func unpack(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var reader = Inflate(bytes: bytes, at: bytes.startIndex)
        while true {
            let isLast = reader.bits(1) == 1
            switch reader.bits(2) {
            case 0: guard reader.stored() else { return nil }
            case 1: guard reader.block(fixedLiterals, fixedDistances) else { return nil }
            case 2: guard let (a, b) = reader.tables(), reader.block(a, b) else { return nil }
            default: return nil
            }
            if isLast { return reader.out }
        }
    }

    private init(bytes: ArraySlice<UInt8>, at: Int) {
        self.bytes = bytes
        self.at = at
    }

    private mutating func bits(_ count: Int) -> Int {
        var value = 0
        for i in 0..<count where at < bytes.endIndex {
            value |= Int(bytes[at] >> UInt8(bit) & 1) << i
            bit += 1
            if bit == 8 {
                bit = 0
                at += 1
            }
        }
        return value
    }

    private mutating func stored() -> Bool {
        if bit > 0 {
            bit = 0
            at += 1
        }
        let count = bits(16)
        _ = bits(16)
        guard at + count <= bytes.endIndex else { return false }
        out += bytes[at..<at + count]
        at += count
        return true
    }

    /// Codes by length and value.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: some Collection<Int>) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            for length in 1...15 {
                symbols += lengths.enumerated().filter { $0.element == length }.map(\.offset)
            }
        }
    }

    private static let fixedLiterals = Code((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = Code([Int](repeating: 5, count: 30))

    private mutating func symbol(_ code: Code) -> Int? {
        var value = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            value |= bits(1)
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    private mutating func tables() -> (Code, Code)? {
        let (literals, distances, lengths) = (bits(5) + 257, bits(5) + 1, bits(4) + 4)
        var own = [Int](repeating: 0, count: 19)
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        for i in 0..<lengths { own[order[i]] = bits(3) }
        let code = Code(own)
        var all: [Int] = []
        while all.count < literals + distances {
            guard let symbol = symbol(code) else { return nil }
            switch symbol {
            case 16: all += [Int](repeating: all.last ?? 0, count: 3 + bits(2))
            case 17: all += [Int](repeating: 0, count: 3 + bits(3))
            case 18: all += [Int](repeating: 0, count: 11 + bits(7))
            default: all.append(symbol)
            }
        }
        return (Code(all[..<literals]), Code(all[literals..<(literals + distances)].map { $0 }))
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195,
        227, 258,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049,
        3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
    ]

    private mutating func block(_ literals: Code, _ distances: Code) -> Bool {
        while let symbol = symbol(literals) {
            if symbol == 256 { return true }
            if symbol < 256 {
                out.append(UInt8(symbol))
                continue
            }
            let place = symbol - 257
            guard place < 29 else { return false }
            let length = Self.lengthBases[place] + bits(place < 8 || place == 28 ? 0 : (place - 4) / 4)
            guard let far = self.symbol(distances), far < 30 else { return false }
            let distance = Self.distanceBases[far] + bits(far < 4 ? 0 : (far - 2) / 2)
            guard distance <= out.count else { return false }
            for _ in 0..<length { out.append(out[out.count - distance]) }
        }
        return false
    }
}
