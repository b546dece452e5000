package import Notation

/// Which tax a line carries: what the line says, else its item, else the project file.
package struct TradeTax: Sendable {
    /// Blank: none stated anywhere.
    package var category: TextID = .blank
    package var rate: ExactDecimal?
    /// Why none is charged; blank where it is.
    package var reason: TextID = .blank
    package var fault: Fault?

    package enum Fault: Sendable, Hashable {
        /// A category that is taxed, and no rate for it anywhere.
        case rateMissing
        /// A category that carries no tax, with a rate. None is charged.
        case rateOnUntaxed
    }

    package init(
        category: TextID, rate: ExactDecimal?, item: Item?, defaults: TradeDefaults
    ) {
        let itemCategory = item?.taxCategory ?? .blank
        let itemRate = item?.taxRate
        if !category.isBlank {
            self.category = category
        } else if let rate {
            // A rate alone: the nearest category that goes with it.
            let taxed = rate.signum != 0
            let near = itemCategory.isBlank ? defaults.taxCategory : itemCategory
            let fits = !near.isBlank && (defaults.reason(near) == nil) == taxed
            self.category = fits ? near : taxed ? defaults.standard : defaults.zero
        } else if !itemCategory.isBlank {
            self.category = itemCategory
        } else if let itemRate {
            self.category = itemRate.signum == 0 ? defaults.zero : defaults.standard
        } else {
            self.category = defaults.taxCategory
        }
        if self.category.isBlank { return }
        if let words = defaults.reason(self.category) {
            reason = words
            self.rate = .zero
            if let rate, rate.signum != 0 { fault = .rateOnUntaxed }
            return
        }
        if let rate {
            self.rate = rate
        } else if let itemRate, itemCategory == self.category || itemCategory.isBlank {
            self.rate = itemRate
        } else if defaults.taxCategory == self.category {
            self.rate = defaults.taxRate
        }
        if self.rate == nil { fault = .rateMissing }
    }
}
