package import Commerce
import Synchronization

/// Finds a customer by its name, for files that name customers instead of numbering them.
package final class CustomerNames: Sendable {
    private struct Index {
        /// The first customer of each name.
        var ids: [TextID: TextID] = [:]
        var shared: Set<TextID> = []
    }

    private let customers: Register<Customer>
    /// Made when the first name is looked up: most files have numbers.
    private let made = Mutex<Index?>(nil)

    package init(_ customers: Register<Customer>) {
        self.customers = customers
    }

    /// The only customer of a name; nil for none, or for several.
    package func id(of name: TextID) -> TextID? { look { $0.shared.contains(name) ? nil : $0.ids[name] } }

    /// Whether several customers have the name.
    package func isShared(_ name: TextID) -> Bool { look { $0.shared.contains(name) } }

    private func look<Answer: Sendable>(_ body: (Index) -> Answer) -> Answer {
        made.withLock { made in
            let index = made ?? Self.index(customers)
            made = index
            return body(index)
        }
    }

    private static func index(_ customers: Register<Customer>) -> Index {
        var index = Index()
        for customer in customers.records where !customer.name.isBlank {
            if let other = index.ids[customer.name], other != customer.id {
                index.shared.insert(customer.name)
            }
            index.ids[customer.name] = index.ids[customer.name] ?? customer.id
        }
        return index
    }
}
