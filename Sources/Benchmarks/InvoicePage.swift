/// The invoice page that the template engines of `shared/peers/templates` render, in Liquid: a table row for each
/// line, in a partial of its own or in place.
enum InvoicePage {
    static let row = """
        <tr>
        <td>{{ line.position }}</td>
        <td>{{ line.item_number }}</td>
        <td>{% if line.customer_item_number %}{{ line.customer_item_number }}{% else %}<span class="missing">not given</span>{% endif %}</td>
        <td>{{ line.description }}</td>
        <td class="num">{{ line.quantity }}</td>
        <td>{{ line.unit }}</td>
        <td class="num">{{ line.unit_price | money }}</td>
        <td class="num">{{ line.tax_rate | money }}</td>
        <td class="num">{{ line.line_total | money }}</td>
        </tr>

        """

    /// The whole page with the row in place.
    static var inline: String { page.replacing("{% render 'row', line: line %}", with: row) }

    static let page = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Invoice {{ invoice.number }}</title>
        <style>
        body { font-family: sans-serif; font-size: 10pt; color: #222; margin: 20mm; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid #ccc; padding: 2mm; text-align: left; vertical-align: top; }
        td.num, th.num { text-align: right; white-space: nowrap; }
        .missing { color: #999; }
        .totals td { border: 0; font-weight: bold; }
        </style>
        </head>
        <body>
        <header>
        <div class="seller">
        <strong>{{ seller.name }}</strong><br>
        {{ seller.street }}<br>
        {{ seller.zip }} {{ seller.city }}<br>
        {{ seller.country }}<br>
        VAT {{ seller.vat_id }}
        </div>
        <div class="customer">
        <strong>{{ customer.name }}</strong><br>
        {{ customer.contact }}<br>
        {{ customer.street }}<br>
        {{ customer.zip }} {{ customer.city }}<br>
        {{ customer.country }}<br>
        VAT {{ customer.vat_id }}
        </div>
        </header>
        <h1>Invoice {{ invoice.number }}</h1>
        <dl>
        <dt>Customer number</dt><dd>{{ customer.number }}</dd>
        <dt>Order reference</dt><dd>{{ invoice.order_reference }}</dd>
        <dt>Invoice date</dt><dd>{{ invoice.issue_date }}</dd>
        <dt>Delivery date</dt><dd>{{ invoice.delivery_date }}</dd>
        <dt>Due date</dt><dd>{{ invoice.due_date }}</dd>
        </dl>
        <table class="lines">
        <thead>
        <tr><th>Pos.</th><th>Item</th><th>Your item</th><th>Description</th><th class="num">Qty</th><th>Unit</th><th class="num">Price</th><th class="num">Tax %</th><th class="num">Total {{ invoice.currency }}</th></tr>
        </thead>
        <tbody>
        {% for line in invoice.lines %}
        {% render 'row', line: line %}
        {% endfor %}
        </tbody>
        </table>
        <table class="totals">
        <tr><td>Net total</td><td class="num">{{ invoice.net_total | money }} {{ invoice.currency }}</td></tr>
        <tr><td>Tax</td><td class="num">{{ invoice.tax_total | money }} {{ invoice.currency }}</td></tr>
        <tr><td>Gross total</td><td class="num">{{ invoice.gross_total | money }} {{ invoice.currency }}</td></tr>
        </table>
        <p class="note">{{ invoice.note }}</p>
        <footer>
        <p>{{ seller.name }} | {{ seller.street }} | {{ seller.zip }} {{ seller.city }} | IBAN {{ seller.iban }} | {{ seller.email }}</p>
        </footer>
        </body>
        </html>

        """
}
