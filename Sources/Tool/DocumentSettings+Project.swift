import Commerce
import DataSources
import Diagnostics
import Documents
import Foundation

extension DocumentSettings {
    /// What the project file says about documents.
    init(_ project: Project) {
        self.init()
        seller.name = project.seller.name
        seller.address = project.seller.address
        seller.taxID = project.seller.taxID
        seller.email = project.seller.email
        seller.phone = project.seller.phone
        seller.website = project.seller.website
        seller.bank = project.seller.bank
        currency = project.currency ?? ""
        locale = project.locale
        tax = project.tax.map { TaxRule(category: $0.category, rate: $0.rate, reason: $0.exemptionReason) }
        terms = project.terms?.text ?? ""
        numberDisplay = project.numberDisplay
        filename = project.filename
        templates = project.templates
        output = project.output
    }

    /// Reads the seller's logo into the page; what is wrong with it is a finding, and pages go without.
    mutating func readLogo(_ project: Project, _ findings: inout Findings) {
        guard let path = project.seller.logo else { return }
        let types = ["svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"]
        guard let type = types[path.split(separator: ".").last?.lowercased() ?? ""] else {
            findings.add(
                .warning("bad-logo", "logo `\(path)` is no picture we know", hint: "use SVG, PNG, JPEG or GIF"))
            return
        }
        do throws(Diagnostic) {
            let bytes = try FileText.bytes(path)
            guard bytes.count <= Self.largestLogo else {
                findings.add(
                    .warning(
                        "bad-logo", "logo `\(path)` has \(bytes.count) bytes, and every page would carry them",
                        hint: "keep it under \(Self.largestLogo) bytes"))
                return
            }
            seller.logo = "data:\(type);base64," + Data(bytes).base64EncodedString()
        } catch {
            findings.add(.warning("bad-logo", error.message, hint: "see `seller: { logo: … }` in \(project.file)"))
        }
    }

    private static let largestLogo = 200_000
}
