import Liquid

extension OrderPrinterSchema {
    /// An order. Order Printer has its fields at the top level too.
    static let order = DataObject(
        name: "order", meaning: "Shopify's order", fields: texts + amounts + parts)

    private static let texts = fields(
        .text,
        "id name order_name order_number email phone note created_at processed_at cancelled_at cancel_reason "
            + "cancel_reason_label financial_status financial_status_label fulfillment_status "
            + "fulfillment_status_label gateway confirmation_number order_status_url customer_url checkout_id "
            + "checkout_payment_collection_url po_number source_name currency location landing_site "
            + "landing_site_ref referring_site payment_method customer_locale shipping_description "
            + "delivery_instructions billing_address_summary unique_gateways")

    private static let amounts = fields(
        .decimal,
        "subtotal_price total_price tax_price shipping_price total_discounts discounts_amount discounts_savings "
            + "total_weight total_net_amount total_refunded_amount total_outstanding total_tip total_duties total_tax "
            + "line_items_subtotal_price line_items_total_price current_total_price item_count net_payment "
            + "transaction_total amount_due rounded_total")

    private static let parts = [
        field("line_items", .list(.object(lineItem))),
        field("subtotal_line_items", .list(.object(lineItem))),
        field("fulfilled_line_items", .list(.object(lineItem))),
        field("unfulfilled_line_items", .list(.object(lineItem))),
        field("line_items_in_shipment", .list(.object(lineItem))),
        field("line_items_not_in_shipment", .list(.object(lineItem))),
        field("shipping_address", .object(address)), field("billing_address", .object(address)),
        field("customer", .object(customer)), field("company", .any), field("company_location", .any),
        field("shipping_method", .object(shippingMethod)),
        field("shipping_methods", .list(.object(shippingMethod))),
        field("tax_lines", .list(.object(taxLine))), field("discounts", .list(.object(discount))),
        field("discount_applications", .list(.object(discountApplication))),
        field("cart_level_discount_applications", .list(.object(discountApplication))),
        field("transactions", .list(.object(transaction))), field("refunds", .list(.object(refund))),
        field("refund_line_items", .any), field("fulfillments", .list(.object(fulfillment))),
        field("fulfillment", .object(fulfillment)), field("fees", .any), field("applied_discount", .any),
        field("tags", .any), field("attributes", .any), field("note_attributes", .any),
        field("metafields", .any), field("payment_terms", .any), field("b2b", .boolean),
        field("b2b?", .boolean),
        field("cancelled", .boolean), field("requires_shipping", .boolean),
        field("has_pending_payment", .boolean),
        field("test", .boolean), field("pickup_in_store?", .boolean), field("taxes_included", .boolean),
    ]

    /// What stands beside the order's fields at the top level.
    static let aliases = [
        field("order", .object(order)), field("shop", .object(shop)), field("shop_name", .text),
        field("date", .text), field("custom_message", .text), field("email_title", .text),
        field("email_body", .text), field("invoice_url", .text), field("checkout_url", .text),
        field("reserve_inventory_until", .text), field("draft_order", .any), field("template", .any),
    ]
}
