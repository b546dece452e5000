package import Commerce
package import Diagnostics
import Notation

/// Reads a mapping file as a change would leave it, beside data that is loaded already.
package enum MappingReread {
    /// The same data with the rows of `bytes` instead of those it has; texts only grow, so ids stay what they are.
    package static func data(
        _ data: ReferenceData, _ file: DataFile, bytes: [UInt8], names: CustomerNames
    ) throws(DiagnosticList) -> ReferenceData {
        var findings = Findings()
        return try Self.data(data, file, bytes: bytes, names: names, &findings)
    }

    /// The same; `findings` gets what is wrong with the rows.
    package static func data(
        _ data: ReferenceData, _ file: DataFile, bytes: [UInt8], names: CustomerNames,
        _ findings: inout Findings
    ) throws(DiagnosticList) -> ReferenceData {
        var file = file
        file.contents = bytes
        var new = data
        new.mappings.rows = []
        do throws(DiagnosticList) {
            var rows = try RowReading(
                file, source: data.mappings.source, rejects: RejectsWriter(file, folder: "", isSilent: true))
            do throws(Diagnostic) {
                try rows.readMappings(into: &new, names, wantsDescriptions: true, nil, &findings)
            } catch {
                throw DiagnosticList([error])
            }
        } catch {
            throw error
        }
        return new
    }

    /// Whether the rows read back are those before with the plan carried out: the file's own rules (`clean`,
    /// formats) may read a text differently from how it was meant.
    package static func isCarriedOut(_ plan: MappingPlan, in new: ReferenceData) -> Bool {
        var wanted = plan.data.mappings.rows
        for ending in plan.endings { wanted[Int(ending.row)].validTo = ending.lastDay.number }
        wanted += plan.additions
        guard wanted.count == new.mappings.rows.count else { return false }
        return zip(wanted, new.mappings.rows).allSatisfy { a, b in
            a.account == b.account && a.item == b.item && a.number == b.number && a.unit == b.unit
                && a.unitFactor == b.unitFactor && a.validFrom == b.validFrom && a.validTo == b.validTo
                && a.isPreferred == b.isPreferred && a.isActive == b.isActive
        }
    }
}
