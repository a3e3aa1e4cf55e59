package dev.bellwether.statistics;

/// Medians, ninetieth percentiles and their like, of visitors or of events.
///
/// The variance of a sample quantile has the density at the quantile in it, which is hard to
/// estimate. An interval has not: its ends are two order statistics, and its width, divided by 2z,
/// is the standard error (Deng, Knoblich and Lu, KDD 2018, section 4). Events of one visitor are no
/// independent draws; there the variance is scaled by how much more the share of events below the
/// quantile varies when visitors are drawn, by the delta method, than if events were (Yao, Li and
/// Lu, arXiv 2401.14549).
public final class Quantiles {
    /// The order statistics stand at the ends of this interval.
    private static final double Z = Normal.twoSided(0.05);

    private Quantiles() {}

    /// Values at three ranks of one variation's sorted values: see [#ranks].
    ///
    /// @param n values
    /// @param drawn of how many values `low` and `high` were read: n, or fewer if from a sample
    /// @param level of the quantile, 0.9 for the ninetieth percentile
    public record Ranked(long n, long drawn, double level, double value, double low, double high) {
        public Ranked {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException(
                        "A quantile is between 0 and 1, such as 0.9, not " + level + ".");
            }
        }
    }

    /// Which shares of the sorted values to read for `low` and `high`, between 0 and 1.
    public static Answer<Interval> ranks(long n, double level) {
        double half = Z * Math.sqrt(level * (1 - level) / n);
        return level - half > 0 && level + half < 1
                ? Answer.said(Interval.around(level, half))
                : tooFew(n, level);
    }

    /// One value a visitor.
    public static Answer<Level> ofVisitors(Ranked values) {
        return ranks(values.n, values.level)
                .then(_ -> {
                    double width = (values.high - values.low) / (2 * Z);
                    double scale = (double) values.drawn / values.n * (values.n - 1);
                    return Level.finite(new Level(values.n, values.value, scale * width * width));
                });
    }

    /// Values of events; `below` has for each visitor (variable 0) how many of their events are at
    /// or below the quantile and (variable 1) how many they have.
    public static Answer<Level> ofEvents(Ranked values, Sums below) {
        return ofVisitors(values)
                .then(level ->
                        Level.of(below, new Reading.Ratio(0, 1))
                                .then(share -> {
                                    double clustered = share.variance() / share.units();
                                    double independent =
                                            values.level * (1 - values.level) / values.n;
                                    return Level.finite(
                                            new Level(
                                                    level.units(),
                                                    level.value(),
                                                    level.variance() * clustered / independent));
                                }));
    }

    private static <T> Answer<T> tooFew(long n, double level) {
        return Answer.cannotSay(
                Because.TOO_FEW,
                n + " values are too few for an interval of the " + level + " quantile.");
    }
}
