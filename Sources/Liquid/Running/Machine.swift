import Notation

/// Runs programs. One thread uses a machine at a time; after the first rendering it allocates nothing.
///
/// A frame is four lists of values, one place for each name of the program: `visible` is what a lookup reads;
/// `scoped` what loops and arguments put over it, `assigned` what `assign` and `capture` made, `given` what
/// came from outside. `visible` is always the first of scoped, assigned, given that is set.
struct Machine: BitwiseCopyable {
    // Output and values
    var out = RawList<UInt8>(capacity: 1 << 14)
    var stack = RawList<Value>(capacity: 64)
    var scratch = Chunks()
    /// A text or list in the making.
    var work = RawList<UInt8>(capacity: 1 << 10)
    var workNodes = RawList<Value>(capacity: 64)
    var second = RawList<UInt8>(capacity: 256)

    // Variables and flow
    var slots = RawList<Value>(capacity: 1 << 10)
    var loops = RawList<LoopRecord>(capacity: 8)
    var calls = RawList<CallRecord>(capacity: 8)
    var saves = RawList<SavedVariable>(capacity: 16)
    var sites = RawList<SiteCache>(capacity: 64)
    var cycles = RawList<CycleRecord>(capacity: 4)
    var continued = RawList<ContinueRecord>(capacity: 4)
    /// Starts of what `capture` and `ifchanged` are gathering.
    var marks = RawList<Int>(capacity: 8)
    var rootPlaces = RawList<RootPlace>(capacity: 64)
    /// Variables that were assigned in the frames there are, innermost frame last: what to clear when a frame goes.
    var touched = RawList<UInt32>(capacity: 64)
    /// Every frame of the last rendering was taken back in good order, so that clearing `touched` clears all.
    var isTidy = true
    var partials = RawList<PartialPlace>(capacity: 8)
    /// The style of the document at hand; valid while it is rendered.
    var style: UnsafePointer<RenderStyle>?
    var numbers = StyleText()
    var styleBytes = RawList<UInt8>(capacity: 64)
    /// What `numbers` was made of.
    var keptStyle: Unmanaged<KeptStyle>?

    // What is running
    var code: UnsafePointer<Instruction>
    var literals: UnsafePointer<UInt8>
    var constants: UnsafePointer<Value>
    var names: UnsafePointer<KeyEntry>
    var keywordLists: UnsafePointer<UInt32>
    var nameCount = 0
    var labels = WellKnownNames()
    /// What the machine runs; held from one rendering to the next.
    private(set) var program: Unmanaged<Program>
    /// Which of the pool's programs it is.
    var heldVersion = 0
    var shapes: UnsafePointer<ShapeEntry>
    var shapeKeys: UnsafePointer<KeyEntry>
    var shapeSlots: UnsafePointer<UInt32>
    /// What offsets of the five spaces count from; 0 for scratch, whose values hold addresses.
    var textBases = RawList<UInt>(capacity: 5)
    var nodeBases = RawList<UInt>(capacity: 5)
    var root = RootView()

    // State
    var pc = 0
    var frame = 0
    var isStrict = false
    var stepsLeft = 0
    var valueBytesLeft = 0
    var limits = Limits.standard
    var serial: Int64 = 0
    var changed: Value = .unset
    /// 0 nothing, 1 `break`, 2 `continue` on its way out of a partial.
    var interrupt = 0
    var siteProgram: UInt64 = 0
    var rootKey: (program: UInt64, version: UInt64) = (0, 0)
    let nothing: UnsafeMutableRawPointer
    /// A value that is nowhere else, for those who want its address; valid until the next one.
    let cell: UnsafeMutablePointer<Value>
    /// Up to here `out` may be filled without asking: within the memory, the limit and the chunk.
    var roof = 0
    /// Bytes of this rendering that were handed out and are no longer in `out`.
    var handedOut = 0
    var isStreaming = false

    init(_ program: Program) {
        self.program = .passRetained(program)
        cell = .allocate(capacity: 1)
        cell.initialize(to: .unset)
        slots.base.update(repeating: .unset, count: slots.capacity)
        nothing = .allocate(byteCount: 64, alignment: 16)
        nothing.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
        code = UnsafePointer(nothing.assumingMemoryBound(to: Instruction.self))
        literals = UnsafePointer(nothing.assumingMemoryBound(to: UInt8.self))
        constants = UnsafePointer(nothing.assumingMemoryBound(to: Value.self))
        names = UnsafePointer(nothing.assumingMemoryBound(to: KeyEntry.self))
        keywordLists = UnsafePointer(nothing.assumingMemoryBound(to: UInt32.self))
        shapes = UnsafePointer(nothing.assumingMemoryBound(to: ShapeEntry.self))
        shapeKeys = UnsafePointer(nothing.assumingMemoryBound(to: KeyEntry.self))
        shapeSlots = UnsafePointer(nothing.assumingMemoryBound(to: UInt32.self))
        textBases.count = 5
        nodeBases.count = 5
    }

    mutating func free() {
        out.free()
        stack.free()
        scratch.free()
        work.free()
        workNodes.free()
        second.free()
        slots.free()
        loops.free()
        calls.free()
        saves.free()
        sites.free()
        cycles.free()
        continued.free()
        marks.free()
        rootPlaces.free()
        touched.free()
        partials.free()
        program.release()
        styleBytes.free()
        keptStyle?.release()
        textBases.free()
        nodeBases.free()
        nothing.deallocate()
        cell.deallocate()
    }

    mutating func hold(_ new: Program) {
        program.release()
        program = .passRetained(new)
    }

    @inline(__always)
    func withHeld<R>(_ body: (Program) -> R) -> R { program._withUnsafeGuaranteedRef(body) }

    /// The top-level variables of the data.
    struct RootView {
        var names: UnsafePointer<String>?
        var values: UnsafePointer<Value>?
        var count = 0
    }

    // MARK: Frames

    @inline(__always) var visible: UnsafeMutablePointer<Value> { slots.base + frame }
    @inline(__always) var scoped: UnsafeMutablePointer<Value> { slots.base + (frame &+ nameCount) }
    @inline(__always) var assigned: UnsafeMutablePointer<Value> { slots.base + (frame &+ 2 &* nameCount) }
    @inline(__always) var given: UnsafeMutablePointer<Value> { slots.base + (frame &+ 3 &* nameCount) }

    /// A frame without variables above the ones there are. The places above the last frame are always unset.
    @inline(__always)
    mutating func pushFrame() {
        let start = slots.count
        let size = 4 &* nameCount
        if slots.capacity &- start < size { growSlots(size) }
        slots.count = start &+ size
        frame = start
    }

    @inline(never)
    private mutating func growSlots(_ extra: Int) {
        slots.reserve(extra)
        (slots.base + slots.count).update(repeating: .unset, count: slots.capacity - slots.count)
    }

    /// Unsets all variables of the frame at hand, which covers none any more; `first` is where `touched` stood
    /// when it began.
    @inline(__always)
    mutating func clearFrame(from first: Int) {
        while touched.count > first {
            let slot = Int(touched.popLast())
            visible[slot] = .unset
            assigned[slot] = .unset
            given[slot] = .unset
        }
    }

    /// Unsets what the rendering before left.
    mutating func clearFrames() {
        if isTidy, nameCount > 0 {
            frame = 0
            clearFrame(from: 0)
            for i in 0..<rootPlaces.count {
                let slot = Int(rootPlaces[i].slot)
                visible[slot] = .unset
                given[slot] = .unset
            }
        } else if !isTidy {
            slots.base.update(repeating: .unset, count: slots.capacity)
        }
        touched.count = 0
        slots.count = 0
    }

    /// Lets `self` stand for the variables of the frame at hand, where the program names it and nothing else is
    /// called so.
    mutating func setScope() {
        guard labels.scope != Instruction.none else { return }
        let slot = Int(labels.scope)
        guard visible[slot].tag == .unset else { return }
        touched.append(labels.scope)
        given[slot] = Value(.scope, payload: Int64(frame / (4 * nameCount)))
        visible[slot] = given[slot]
    }

    /// Puts a value over a variable until `restore`.
    @inline(__always)
    mutating func cover(_ slot: UInt32) {
        saves.append(SavedVariable(slot: slot, scoped: scoped[Int(slot)], visible: visible[Int(slot)]))
    }

    @inline(__always)
    func setScoped(_ slot: UInt32, _ value: Value) {
        scoped[Int(slot)] = value
        visible[Int(slot)] = value
    }

    /// Uncovers variables; what was assigned below the cover meanwhile shows.
    mutating func restore(to count: Int) {
        while saves.count > count {
            let saved = saves.popLast()
            let slot = Int(saved.slot)
            scoped[slot] = saved.scoped
            if saved.scoped.tag != .unset {
                visible[slot] = saved.scoped
            } else {
                visible[slot] = assigned[slot].tag != .unset ? assigned[slot] : given[slot]
            }
        }
    }

    @inline(__always)
    mutating func assign(_ slot: UInt32, _ value: Value) {
        if assigned[Int(slot)].tag == .unset { touched.append(slot) }
        assigned[Int(slot)] = value
        if scoped[Int(slot)].tag == .unset { visible[Int(slot)] = value }
    }

    // MARK: Limits

    @inline(__always)
    mutating func step(_ number: Int) throws(Fault) {
        stepsLeft &-= number
        if stepsLeft < 0 { throw stepLimit }
    }

    var stepLimit: Fault { .limit("steps", "\(limits.steps) steps") }

    @inline(__always)
    mutating func checkOutput() throws(Fault) {
        if out.count &+ handedOut > limits.outputBytes { throw outputLimit }
    }

    var outputLimit: Fault { .limit("output", "\(limits.outputBytes) bytes of output") }
    var valueLimit: Fault { .limit("values", "\(limits.valueBytes) bytes of values") }
}
