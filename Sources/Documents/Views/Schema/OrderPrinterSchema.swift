package import Liquid

/// The variables that templates for Shopify's Order Printer and its notification mails use (help.shopify.com,
/// "Liquid variables and filters reference for Shopify Order Printer" and "Notifications variables reference"),
/// with the older names that templates in use still have. Amounts are in cents.
///
/// Shopify adds fields as it likes, so objects that apps fill (`attributes`, `metafields`, `properties`) are open.
package enum OrderPrinterSchema {
    package static let schema = DataSchema(
        name: "order-printer", title: "Data of a template for Shopify's Order Printer",
        fields: order.fields + aliases, allowsOwnVariables: true)

    /// Names that only Shopify's data has.
    static let telling: Set<String> = [
        "order", "shop", "shop_name", "line_items", "order_name", "order_number", "shipping_address",
        "billing_address",
        "fulfillment", "fulfillments", "tax_lines", "transactions", "subtotal_price", "total_price",
    ]

    /// A field that may be absent, as most of Shopify's.
    static func field(_ name: String, _ type: DataType, _ meaning: String = "") -> DataField {
        DataField(
            name, type, meaning.isEmpty ? name.replacing("_", with: " ") : meaning, isOptional: true)
    }

    static func fields(_ type: DataType, _ names: String) -> [DataField] {
        names.split(separator: " ").map { field(String($0), type) }
    }

    private static func object(_ name: String, _ fields: [DataField], isOpen: Bool = false) -> DataObject {
        DataObject(
            name: name, meaning: "Shopify's " + name.replacing("_", with: " "), fields: fields, isOpen: isOpen
        )
    }

    /// Whose fields the shop or its apps decide.
    private static let free = object("free", [], isOpen: true)

    static let address = object(
        "address",
        fields(
            .text,
            "name first_name last_name company street address1 address2 city province province_code zip country "
                + "country_code country_code_v2 phone summary"))

    static let shop = object(
        "shop",
        fields(
            .text,
            "name url domain permanent_domain email customer_email phone owner shop_owner address address1 address2 "
                + "street summary city province province_code zip country country_code currency money_format "
                + "money_with_currency_format description id locale email_logo_url logo")
            + [
                field("metafields", .object(free)), field("policies", .any),
                field("email_logo_width", .integer), field("email_accent_color", .text),
            ])

    static let image = object(
        "image", fields(.text, "src alt url id") + fields(.integer, "width height position"))

    static let variant = object(
        "variant",
        fields(.text, "id title sku barcode option1 option2 option3 weight_unit url")
            + fields(
                .decimal, "price compare_at_price weight grams inventory_quantity weight_in_unit")
            + [
                field("options", .list(.text)), field("image", .object(image)), field("available", .boolean),
                field("requires_shipping", .boolean), field("taxable", .boolean),
                field("metafields", .object(free)),
            ])

    static let product = object(
        "product",
        fields(.text, "id title handle vendor type product_type description url content")
            + fields(.decimal, "price price_min price_max compare_at_price")
            + [
                field("tags", .any), field("featured_image", .any), field("images", .list(.object(image))),
                field("options", .any), field("collections", .list(.object(free))),
                field("variants", .list(.object(variant))), field("metafields", .object(free)),
                field("available", .boolean),
            ])

    static let taxLine = object(
        "tax_line", fields(.text, "title") + fields(.decimal, "price rate rate_percentage"))

    static let discount = object(
        "discount",
        fields(.text, "code title type value_type") + fields(.decimal, "amount savings total_savings value")
            + [
                field("applied_automatically", .boolean)
            ])

    static let discountApplication = object(
        "discount_application",
        fields(.text, "title type code value_type target_type target_selection allocation_method description")
            + fields(.decimal, "value total_allocated_amount"))

    static let discountAllocation = object(
        "discount_allocation",
        fields(.decimal, "amount") + [field("discount_application", .object(discountApplication))])

    static let lineItem = object(
        "line_item",
        fields(
            .text,
            "id title name sku vendor barcode variant_id variant_title product_id fulfillment_status "
                + "fulfillment_service url gift_card_recipient")
            + fields(
                .decimal,
                "quantity current_quantity price original_price final_price line_price original_line_price "
                    + "final_line_price discounted_price discounted_total line_level_total_discount total_discount "
                    + "total_price unit_price grams weight fulfillable_quantity fulfilled_quantity refunded_quantity "
                    + "shipping_quantity unfulfilled_quantity tax_price net_price net_total")
            + [
                field("product", .object(product)), field("variant", .object(variant)), field("image", .any),
                field("properties", .any), field("attributes", .any),
                field("tax_lines", .list(.object(taxLine))), field("options_with_values", .any),
                field("discounts", .list(.object(discount))), field("fulfillment", .any),
                field("discount_allocations", .list(.object(discountAllocation))), field("groups", .any),
                field("line_level_discount_allocations", .list(.object(discountAllocation))),
                field("taxable", .boolean), field("requires_shipping", .boolean),
                field("gift_card", .boolean),
                field("successfully_fulfilled_quantity", .integer), field("selling_plan_allocation", .any),
                field("bundle_parent", .any), field("bundle_components", .any),
                field("metafields", .object(free)), field("custom_attributes", .any),
            ])

    static let customer = object(
        "customer",
        fields(.text, "id email name first_name last_name phone note locale")
            + fields(.decimal, "orders_count total_spent")
            + [
                field("default_address", .object(address)), field("addresses", .list(.object(address))),
                field("tags", .any), field("accepts_marketing", .boolean), field("tax_exempt", .boolean),
                field("has_account", .boolean), field("metafields", .object(free)), field("company", .any),
            ])

    static let shippingMethod = object(
        "shipping_method",
        fields(.text, "id title handle code carrier source")
            + fields(.decimal, "price original_price discounted_price")
            + [
                field("tax_lines", .list(.object(taxLine))),
                field("discount_allocations", .list(.object(discountAllocation))),
            ])

    static let paymentDetails = object(
        "payment_details",
        fields(
            .text,
            "credit_card_company credit_card_number credit_card_last_four_digits credit_card_name "
                + "gift_card_last_four_characters"))

    static let transaction = object(
        "transaction",
        fields(
            .text,
            "id kind kind_label status status_label gateway gateway_display_name name receipt created_at "
                + "processed_at payment_method")
            + fields(.decimal, "amount amount_rounding")
            + [
                field("payment_details", .object(paymentDetails)),
                field("show_buyer_pending_payment_notice", .any),
                field("buyer_pending_payment_notice", .any),
            ])

    static let fulfillment = object(
        "fulfillment",
        fields(
            .text,
            "id name status tracking_company tracking_number tracking_url created_at service_name "
                + "estimated_delivery_at")
            + fields(.integer, "item_count")
            + [
                field("tracking_numbers", .list(.text)), field("tracking_urls", .list(.text)),
                field("line_items", .list(.object(lineItem))),
                field("fulfillment_line_items", .list(.object(fulfillmentLine))),
                field("requires_shipping", .boolean),
            ])

    static let fulfillmentLine = object(
        "fulfillment_line_item",
        [field("line_item", .object(lineItem)), field("quantity", .integer)])

    static let refund = object(
        "refund",
        fields(.text, "id note created_at") + fields(.decimal, "amount total")
            + [
                field("refund_line_items", .any), field("transactions", .list(.object(transaction))),
                field("line_items", .any),
            ])
}
