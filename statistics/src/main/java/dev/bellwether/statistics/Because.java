package dev.bellwether.statistics;

/// Why something cannot be said.
public enum Because {
    /// A variation, a slice or a stratum has no visitors.
    NO_VISITORS,
    /// There are visitors, but fewer than the method needs; a variance needs two.
    TOO_FEW,
    /// All values are the same, so that chance cannot be measured.
    NO_VARIANCE,
    /// A division by zero: a ratio whose denominator sums to zero, a lift over nothing.
    ZERO_DENOMINATOR,
    /// A value is infinite or not a number, or so large that its square is.
    NOT_FINITE,
    /// The interval has no end: the control may as well be zero.
    UNBOUNDED,
    /// More of something than there can be: more conversions than visitors, a negative count.
    IMPOSSIBLE
}
