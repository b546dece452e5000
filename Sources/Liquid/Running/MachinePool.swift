import Synchronization

/// The machines of a template that are not rendering, so that each thread reuses memory that is warm.
///
/// A machine is held by its address; whoever takes it out has it alone until it is put back. Threads look at a place
/// of their own first, so that they do not wait for each other's memory.
final class MachinePool: Sendable {
    private let places = Places()
    private let others = Mutex<[UInt]>([])
    /// The program, with the partials that renderings named by value.
    private let newest: Mutex<Program>
    /// Counts the programs.
    private let version = Atomic<Int>(1)

    init(_ program: Program) {
        newest = Mutex(program)
    }

    deinit {
        for address in others.withLock({ $0 }) { Self.free(address) }
        for i in 0..<4 { Self.free(places[i].exchange(0, ordering: .acquiring)) }
    }

    private static func free(_ address: UInt) {
        guard let machine = UnsafeMutablePointer<Machine>(bitPattern: address) else { return }
        machine.pointee.free()
        machine.deinitialize(count: 1)
        machine.deallocate()
    }

    /// A program with more partials than those before.
    func set(_ program: Program) {
        newest.withLock { $0 = program }
        version.wrappingAdd(1, ordering: .releasing)
    }

    /// A machine that holds the newest program.
    func take() -> UnsafeMutablePointer<Machine> {
        let version = version.load(ordering: .acquiring)
        let machine = idle() ?? new()
        if machine.pointee.heldVersion != version {
            machine.pointee.hold(newest.withLock { $0 })
            machine.pointee.heldVersion = version
        }
        return machine
    }

    func put(_ machine: UnsafeMutablePointer<Machine>) {
        let address = UInt(bitPattern: machine)
        let first = Self.preferred()
        for i in 0..<4 {
            let place = (first &+ i) & 3
            if places[place].compareExchange(expected: 0, desired: address, ordering: .releasing).exchanged {
                return
            }
        }
        others.withLock { $0.append(address) }
    }

    private func idle() -> UnsafeMutablePointer<Machine>? {
        let first = Self.preferred()
        for i in 0..<4 {
            let place = (first &+ i) & 3
            guard places[place].load(ordering: .relaxed) != 0 else { continue }
            let address = places[place].exchange(0, ordering: .acquiring)
            if address != 0 { return UnsafeMutablePointer(bitPattern: address) }
        }
        return others.withLock { $0.popLast() }.flatMap { UnsafeMutablePointer(bitPattern: $0) }
    }

    private func new() -> UnsafeMutablePointer<Machine> {
        let machine = UnsafeMutablePointer<Machine>.allocate(capacity: 1)
        machine.initialize(to: Machine(newest.withLock { $0 }))
        return machine
    }

    /// The thread's place: stacks lie megabytes apart.
    private static func preferred() -> Int {
        var here: UInt8 = 0
        return withUnsafePointer(to: &here) {
            Int(UInt(bitPattern: $0) >> 21) ^ Int(UInt(bitPattern: $0) >> 23)
        }
    }

    /// Four addresses, each in cache lines of its own.
    private struct Places: ~Copyable {
        private struct Place: ~Copyable {
            let address = Atomic<UInt>(0)
            private let room: (UInt, UInt, UInt, UInt, UInt, UInt, UInt) = (0, 0, 0, 0, 0, 0, 0)
            private let more: (UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt) = (0, 0, 0, 0, 0, 0, 0, 0)
        }

        private let a = Place()
        private let b = Place()
        private let c = Place()
        private let d = Place()

        subscript(_ index: Int) -> Atomic<UInt> {
            borrowing _read {
                switch index {
                case 0: yield a.address
                case 1: yield b.address
                case 2: yield c.address
                default: yield d.address
                }
            }
        }
    }
}
