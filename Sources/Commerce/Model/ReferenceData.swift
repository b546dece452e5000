/// What every look-up stands on: customers, items and mappings, read once and then unchanged.
package struct ReferenceData: Sendable {
    package var texts: Texts
    package var customers: Register<Customer>
    package var items: Register<Item>
    package var mappings: MappingTable

    package init(
        texts: Texts = Texts(), customers: Register<Customer> = Register(),
        items: Register<Item> = Register(),
        mappings: MappingTable = MappingTable()
    ) {
        self.texts = texts
        self.customers = customers
        self.items = items
        self.mappings = mappings
    }
}
