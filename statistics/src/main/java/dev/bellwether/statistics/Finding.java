package dev.bellwether.statistics;

/// What a test found.
///
/// @param statistic t, z or an e-value, as the method says
/// @param pValue between 0 and 1
public record Finding(double estimate, double statistic, double pValue, Interval interval) {
    /// Whether the p-value is at most `alpha`.
    public boolean isSignificant(double alpha) {
        return pValue <= Normal.level(alpha);
    }
}
