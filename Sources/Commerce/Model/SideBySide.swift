import Dispatch
import Synchronization

/// The results of two calls, which are made side by side where there are threads for them.
func sideBySide<First: Sendable, Second: Sendable>(
    _ jobs: Int, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
    if jobs < 2 { return (first(), second()) }
    let made = Mutex<(First?, Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) {
        if $0 == 0 {
            let result = first()
            made.withLock { $0.0 = result }
        } else {
            let result = second()
            made.withLock { $0.1 = result }
        }
    }
    let results = made.withLock { $0 }
    return (results.0 ?? first(), results.1 ?? second())
}
