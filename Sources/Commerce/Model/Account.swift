/// Whose number a mapping row holds: a customer, a customer group, or everyone. 4 bytes.
package struct Account: Sendable, Hashable {
    package var rawValue: Int32

    @inlinable
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    @inlinable package static func customer(_ id: TextID) -> Account { Account(rawValue: id.rawValue) }
    @inlinable package static func group(_ name: TextID) -> Account { Account(rawValue: -2 - name.rawValue) }
    @inlinable package static var everyone: Account { Account(rawValue: -1) }

    /// The customer's id, where this is a customer.
    package var customerID: TextID? { rawValue >= 0 ? TextID(rawValue: rawValue) : nil }
    /// The group's name, where this is a group.
    package var groupName: TextID? { rawValue <= -2 ? TextID(rawValue: -2 - rawValue) : nil }
}
