/// The templates that come with the program, carried inside the binary.
package enum ShippedTemplates {
    /// The text of a shipped template or partial by its file name, `invoice.html.liquid`; nil for none of that name.
    package static func source(named file: String) -> [UInt8]? {
        switch file {
        case "addressee.html.liquid": PackageResources.addressee_html_liquid
        case "addressee.md.liquid": PackageResources.addressee_md_liquid
        case "closing-text.html.liquid": PackageResources.closing_text_html_liquid
        case "closing-text.md.liquid": PackageResources.closing_text_md_liquid
        case "credit-note.email-html.liquid": PackageResources.credit_note_email_html_liquid
        case "credit-note.html.liquid": PackageResources.credit_note_html_liquid
        case "credit-note.md.liquid": PackageResources.credit_note_md_liquid
        case "credit-note.subject.liquid": PackageResources.credit_note_subject_liquid
        case "customer-item-number.html.liquid": PackageResources.customer_item_number_html_liquid
        case "customer-item-number.md.liquid": PackageResources.customer_item_number_md_liquid
        case "heading.md.liquid": PackageResources.heading_md_liquid
        case "invoice.email-html.liquid": PackageResources.invoice_email_html_liquid
        case "invoice.html.liquid": PackageResources.invoice_html_liquid
        case "invoice.md.liquid": PackageResources.invoice_md_liquid
        case "invoice.subject.liquid": PackageResources.invoice_subject_liquid
        case "item-number.html.liquid": PackageResources.item_number_html_liquid
        case "item-number.md.liquid": PackageResources.item_number_md_liquid
        case "letterhead.html.liquid": PackageResources.letterhead_html_liquid
        case "letterhead.md.liquid": PackageResources.letterhead_md_liquid
        case "line-table.html.liquid": PackageResources.line_table_html_liquid
        case "line-table.md.liquid": PackageResources.line_table_md_liquid
        case "mail-addressee.email-html.liquid": PackageResources.mail_addressee_email_html_liquid
        case "mail-closing-text.email-html.liquid": PackageResources.mail_closing_text_email_html_liquid
        case "mail-customer-item-number.email-html.liquid":
            PackageResources.mail_customer_item_number_email_html_liquid
        case "mail-foot.email-html.liquid": PackageResources.mail_foot_email_html_liquid
        case "mail-head.email-html.liquid": PackageResources.mail_head_email_html_liquid
        case "mail-item-number.email-html.liquid": PackageResources.mail_item_number_email_html_liquid
        case "mail-lines.email-html.liquid": PackageResources.mail_lines_email_html_liquid
        case "mail-number-notes.email-html.liquid": PackageResources.mail_number_notes_email_html_liquid
        case "mail-parties.email-html.liquid": PackageResources.mail_parties_email_html_liquid
        case "mail-payment.email-html.liquid": PackageResources.mail_payment_email_html_liquid
        case "mail-pick-foot.email-html.liquid": PackageResources.mail_pick_foot_email_html_liquid
        case "mail-pick-lines.email-html.liquid": PackageResources.mail_pick_lines_email_html_liquid
        case "mail-terms.email-html.liquid": PackageResources.mail_terms_email_html_liquid
        case "mail-totals.email-html.liquid": PackageResources.mail_totals_email_html_liquid
        case "number-notes.html.liquid": PackageResources.number_notes_html_liquid
        case "number-notes.md.liquid": PackageResources.number_notes_md_liquid
        case "numbers.email-html.liquid": PackageResources.numbers_email_html_liquid
        case "numbers.html.liquid": PackageResources.numbers_html_liquid
        case "numbers.md.liquid": PackageResources.numbers_md_liquid
        case "numbers.subject.liquid": PackageResources.numbers_subject_liquid
        case "order.email-html.liquid": PackageResources.order_email_html_liquid
        case "order.html.liquid": PackageResources.order_html_liquid
        case "order.md.liquid": PackageResources.order_md_liquid
        case "order.subject.liquid": PackageResources.order_subject_liquid
        case "packing-slip.email-html.liquid": PackageResources.packing_slip_email_html_liquid
        case "packing-slip.html.liquid": PackageResources.packing_slip_html_liquid
        case "packing-slip.md.liquid": PackageResources.packing_slip_md_liquid
        case "packing-slip.subject.liquid": PackageResources.packing_slip_subject_liquid
        case "page-foot.html.liquid": PackageResources.page_foot_html_liquid
        case "page-foot.md.liquid": PackageResources.page_foot_md_liquid
        case "page-head.html.liquid": PackageResources.page_head_html_liquid
        case "page.html.liquid": PackageResources.page_html_liquid
        case "parties.html.liquid": PackageResources.parties_html_liquid
        case "parties.md.liquid": PackageResources.parties_md_liquid
        case "payment.html.liquid": PackageResources.payment_html_liquid
        case "payment.md.liquid": PackageResources.payment_md_liquid
        case "pick-foot.html.liquid": PackageResources.pick_foot_html_liquid
        case "pick-foot.md.liquid": PackageResources.pick_foot_md_liquid
        case "pick-table.html.liquid": PackageResources.pick_table_html_liquid
        case "pick-table.md.liquid": PackageResources.pick_table_md_liquid
        case "terms.html.liquid": PackageResources.terms_html_liquid
        case "terms.md.liquid": PackageResources.terms_md_liquid
        case "totals.html.liquid": PackageResources.totals_html_liquid
        case "totals.md.liquid": PackageResources.totals_md_liquid
        default: nil
        }
    }

    /// The languages that there are labels for, as tags of BCP 47.
    package static let languages = [
        "ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "sv", "zh-Hans",
    ]

    /// The catalogue of a language as JSON; nil for one that the program does not have.
    package static func labels(language: String) -> [UInt8]? {
        switch language {
        case "ar": PackageResources.ar_json
        case "de": PackageResources.de_json
        case "en": PackageResources.en_json
        case "es": PackageResources.es_json
        case "fr": PackageResources.fr_json
        case "he": PackageResources.he_json
        case "it": PackageResources.it_json
        case "ja": PackageResources.ja_json
        case "nl": PackageResources.nl_json
        case "pl": PackageResources.pl_json
        case "sv": PackageResources.sv_json
        case "zh-Hans": PackageResources.zh_Hans_json
        default: nil
        }
    }
}

/// The small project that `counterpart init` writes.
package enum StarterProject {
    /// Each file's path in the project, and its bytes.
    package static let files: [(path: String, bytes: [UInt8])] = [
        ("counterpart.yml", PackageResources.counterpart_yml),
        ("data/customers.csv", PackageResources.customers_csv),
        ("data/items.csv", PackageResources.items_csv),
        ("data/item_mappings.csv", PackageResources.item_mappings_csv),
        ("data/stock.csv", PackageResources.stock_csv), ("data/orders.csv", PackageResources.orders_csv),
        ("data/invoices.csv", PackageResources.invoices_csv),
        ("templates/order.md.liquid", PackageResources.own_order_md_liquid),
    ]
}
