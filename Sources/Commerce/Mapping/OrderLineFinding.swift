import Notation

/// What is odd about an order line though its item was found. None of it changes which item that is.
package enum OrderLineFinding: UInt8, Sendable, Hashable, CaseIterable {
    /// The line names another revision of the article than the customer's number stands for.
    case revisionDiffers
    /// The line counts in another unit than the number, so that its pieces may be meant otherwise.
    case unitDiffers
    /// Another item took the item's place.
    case itemSuperseded
    case itemInactive

    /// The word every report, document and JSON prints.
    package var name: String {
        switch self {
        case .revisionDiffers: "revision_differs"
        case .unitDiffers: "unit_differs"
        case .itemSuperseded: "item_superseded"
        case .itemInactive: "item_inactive"
        }
    }
}

extension Resolver {
    /// What is odd about a line, in the order of ``OrderLineFinding``; nothing for one that found no item.
    ///
    /// - Parameter texts: What the ids of the line belong to.
    package func findings(
        of answer: InboundResolution, _ line: OrderLineNumbers, texts: Texts
    ) -> [OrderLineFinding] {
        guard answer.outcome.isResolved else { return [] }
        var found: [OrderLineFinding] = []
        if revisionDiffers(line.revision, from: revisionHeld(answer, line), texts) {
            found.append(.revisionDiffers)
        }
        let unit = unitCounted(answer)
        if !line.unit.isBlank, !unit.isBlank, !isFoldedEqual(line.unit, unit, texts) {
            found.append(.unitDiffers)
        }
        guard let item = data.items[answer.item] else { return found }
        if store.succession.newest(of: answer.item) != nil { found.append(.itemSuperseded) }
        if !item.active { found.append(.itemInactive) }
        return found
    }

    /// The revision of the customer's number that a line means: of the row that answered or, for our number and
    /// GTINs, of the number printed beside the item. Blank where the mapping states none.
    package func revisionHeld(_ answer: InboundResolution, _ line: OrderLineNumbers) -> TextID {
        guard answer.outcome.isResolved else { return .blank }
        var index = answer.row
        if index < 0 {
            index =
                numberShown(
                    customer: line.customer, shipTo: line.shipTo, item: answer.item, unit: line.unit,
                    day: line.day
                ).row
        }
        return index < 0 ? .blank : row(index).revision
    }

    /// Whether two stated revisions differ; case and outer blanks do not count, and a blank says nothing.
    package func revisionDiffers(_ stated: TextID, from held: TextID, _ texts: Texts) -> Bool {
        !stated.isBlank && !held.isBlank && !isFoldedEqual(stated, held, texts)
    }

    /// What the pieces of an answer are counted from: the row's unit, else ours where one of theirs is one of ours;
    /// blank where the data does not say.
    package func unitCounted(_ answer: InboundResolution) -> TextID {
        if answer.row >= 0, !row(answer.row).unit.isBlank { return row(answer.row).unit }
        return answer.unitFactor == .one ? data.items[answer.item]?.unit ?? .blank : .blank
    }

    private func isFoldedEqual(_ a: TextID, _ b: TextID, _ texts: Texts) -> Bool {
        a == b
            || texts.withBytes(a) { left in
                texts.withBytes(b) { NumberText.equalFolded(left, NumberText.trim($0)) }
            }
    }
}
