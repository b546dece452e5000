import Glibc

/// The terminal, or what stands for it: streams, widths and colours.
enum Terminal {
    enum Stream: Int32 {
        case output = 1
        case error = 2
    }

    /// A reader that goes away ends a write with an error, not the program with a signal.
    static func ignoreClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

    /// Whether colours are wanted: a terminal, and neither `--no-color` nor NO_COLOR (no-color.org).
    static func wantsColor(_ stream: Stream, disabled: Bool) -> Bool {
        guard !disabled, isTerminal(stream) else { return false }
        return getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    }

    /// The columns of the terminal; nil where there is none.
    static func width(_ stream: Stream) -> Int? {
        guard isTerminal(stream) else { return nil }
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes all of a text; false where nobody reads any more, or the disk is full.
    @discardableResult
    static func write(_ text: String, to stream: Stream) -> Bool {
        write(Array(text.utf8), to: stream)
    }

    @discardableResult
    static func write(_ bytes: [UInt8], to stream: Stream) -> Bool {
        bytes.withUnsafeBytes { write($0, to: stream) }
    }

    @discardableResult
    static func write(_ bytes: UnsafeRawBufferPointer, to stream: Stream) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var start = 0
        while start < bytes.count {
            let written = Glibc.write(stream.rawValue, base + start, bytes.count - start)
            if written < 0, errno == EINTR { continue }
            if written <= 0 { return false }
            start += written
        }
        return true
    }
}
