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
}
