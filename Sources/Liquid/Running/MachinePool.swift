import Synchronization

/// The machines of a template that are not rendering, so that each thread reuses memory that is warm.
///
/// A machine is held by its address; whoever takes it out has it alone until it is put back.
final class MachinePool: Sendable {
    private let idle = Mutex<[UInt]>([])
    /// The program, with the partials that renderings named by value.
    private let newest: Mutex<Program>

    init(_ program: Program) {
        newest = Mutex(program)
    }

    deinit {
        let addresses = idle.withLock { $0 }
        for address in addresses {
            guard let machine = UnsafeMutablePointer<Machine>(bitPattern: address) else { continue }
            machine.pointee.free()
            machine.deinitialize(count: 1)
            machine.deallocate()
        }
    }

    var program: Program {
        get { newest.withLock { $0 } }
        set { newest.withLock { $0 = newValue } }
    }

    func take() -> UnsafeMutablePointer<Machine> {
        if let address = idle.withLock({ $0.popLast() }),
            let machine = UnsafeMutablePointer<Machine>(bitPattern: address)
        {
            return machine
        }
        let machine = UnsafeMutablePointer<Machine>.allocate(capacity: 1)
        machine.initialize(to: Machine())
        return machine
    }

    func put(_ machine: UnsafeMutablePointer<Machine>) {
        let address = UInt(bitPattern: machine)
        idle.withLock { $0.append(address) }
    }
}
