import Commerce
import Diagnostics

/// The invoices that credit notes say they credit, held against those of the file once it has been read to its
/// end: a credit note may stand before its invoice.
struct CreditedInvoices {
    private struct Claim {
        var credited: TextID
        var document: TextID
        var customer: TextID
        /// Where the row says so, and the row.
        var finding: Diagnostic
    }

    private var claims: [Claim] = []
    private var seen: Set<[TextID]> = []

    /// Notes the claim of a credit note's row, once a credit note and invoice.
    mutating func note(_ credited: TextID, _ line: InvoiceLine, _ rows: RowReading) {
        guard line.kind == .creditNote, seen.insert([line.document, credited]).inserted else { return }
        claims.append(
            Claim(
                credited: credited, document: line.document, customer: line.customer,
                finding: rows.finding(.warning, "credited-invoice", "", at: .creditsInvoice)))
    }

    /// What is wrong with the claims; each is told once.
    mutating func settle(_ owners: DocumentOwners, _ texts: Texts, _ findings: inout Findings) {
        for claim in claims {
            let number = texts.string(claim.credited)
            let note = "credit note `\(texts.string(claim.document))`"
            var finding = claim.finding
            if claim.credited == claim.document {
                finding.message = "\(note) says that it credits itself"
            } else if let owner = owners.owner(of: claim.credited) {
                guard owner != claim.customer, !claim.customer.isBlank else { continue }
                finding.message =
                    "\(note) of customer `\(texts.string(claim.customer))` credits `\(number)`, an invoice of "
                    + "`\(texts.string(owner))`"
            } else {
                finding.message = "\(note) credits `\(number)`, which is not among the invoices"
                finding.hint = "the number is printed as it stands"
            }
            findings.add(finding)
        }
        claims.removeAll()
    }
}
