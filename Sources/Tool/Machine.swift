import Glibc

/// The machine the program runs on.
enum Machine {
    /// Cores this process may use.
    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Keeps memory that was given back, as the next phase of a run asks for as much again; otherwise every
    /// large array costs a page fault for each of its pages.
    static func keepMemory() {
        mallopt(M_MMAP_MAX, 0)
        mallopt(M_TRIM_THRESHOLD, 2_000_000_000)
        mallopt(M_TOP_PAD, 32 << 20)
    }
}
