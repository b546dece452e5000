// How exact values write themselves where an encoder has no number type that holds them: as their text.

extension ExactDecimal: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var text: [UInt8] = []
        append(to: &text)
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: text, as: UTF8.self))
    }
}
