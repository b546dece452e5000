import Commerce
import DataSources
import Documents

extension DocumentSettings {
    /// What the project file says about documents.
    init(_ project: Project) {
        self.init()
        seller.name = project.seller.name
        seller.address = project.seller.address
        seller.country = project.seller.country
        seller.taxID = project.seller.taxID
        seller.email = project.seller.email
        seller.phone = project.seller.phone
        seller.website = project.seller.website
        seller.bank = project.seller.bank
        seller.logo = project.seller.logo ?? ""
        seller.footer = project.look.footer.joined(separator: "\n")
        seller.notes = project.look.notes
        accent = project.look.accent ?? ""
        font = project.look.font ?? ""
        paper = project.look.paper?.rawValue ?? Self.paper(of: project)
        currency = project.currency ?? ""
        locale = project.locale
        tax = project.tax.map { TaxRule(category: $0.category, rate: $0.rate, reason: $0.exemptionReason) }
        terms = project.terms?.text ?? ""
        numberDisplay = project.numberDisplay
        filename = project.filename
        templates = project.templates
        output = project.output
        mappingSource = project.data[.mappings]?.name ?? ""
    }

    /// The paper of the seller's country, as CLDR has it: Letter in the Americas that use it, else A4.
    private static func paper(of project: Project) -> String {
        let parts = project.locale.split { $0 == "_" || $0 == "-" }
        let region = parts.count > 1 ? String(parts[parts.count - 1]) : ""
        let country = project.seller.country.isEmpty ? region : project.seller.country
        let letter: Set = [
            "BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE",
        ]
        return letter.contains(country.uppercased()) ? "Letter" : "A4"
    }
}
