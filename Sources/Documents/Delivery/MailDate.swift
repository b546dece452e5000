import Notation

extension Day {
    /// Midnight UTC as RFC 5322 section 3.3 writes it: `Wed, 29 Jul 2026 00:00:00 +0000`.
    var mailDate: String {
        let (year, month, day) = components
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][self.weekday - 1]
        let name = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][month - 1]
        return "\(weekday), \(day) \(name) \(year) 00:00:00 +0000"
    }
}
