import CMalloc
import Glibc

/// The machine the program runs on.
enum Machine {
    /// Cores this process may use.
    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Has memory that is given back kept for what asks next (mallopt(3)): a run takes some in every phase, and each
    /// page that comes new from the system costs more than reading what stands on it. Blocks above 32 MiB, which
    /// few have a use for again, still go back.
    static func keepMemory() {
        mallopt(M_MMAP_THRESHOLD, 32 << 20)
        mallopt(M_TRIM_THRESHOLD, 1 << 30)
        mallopt(M_TOP_PAD, 4 << 20)
    }
}
