package dev.bellwether.statistics;

/// Where a metric stands in one variation: its value, and the variance of one unit's part in it, so
/// that the variance of `value` is `variance / units`.
///
/// @param units visitors, or clusters, or events of a quantile: what is independent; at least 2
/// @param variance finite, at least 0
public record Level(long units, double value, double variance) {
    public double standardError() {
        return Math.sqrt(variance / units);
    }

    /// The metric in these sums.
    public static Answer<Level> of(Sums sums, Reading reading) {
        return reading.in(sums)
                .then(value -> {
                    if (sums.n() < 2) {
                        return Answer.cannotSay(
                                Because.TOO_FEW,
                                "One visitor has no variance; it takes at least two.");
                    }
                    double variance =
                            reading instanceof Reading.Share
                                    ? value * (1 - value)
                                    : sums.varianceOf(reading.slope(sums));
                    return finite(new Level(sums.n(), value, Math.max(0, variance)));
                });
    }

    /// `ones` of `visitors` did it.
    public static Answer<Level> share(long visitors, long ones) {
        if (visitors <= 0) {
            return Answer.cannotSay(Because.NO_VISITORS, "No visitor was exposed.");
        }
        return of(Sums.ofRaw(visitors, ones, ones), new Reading.Share(0));
    }

    /// Where whole clusters were assigned (accounts, shops, cities): variable 0 is a cluster's sum
    /// of the metric, variable 1 how many visitors or events it has. The error is that of clusters
    /// drawn (Liang and Zeger 1986, with G/(G − 1)), as if each were one unit; it takes some forty
    /// clusters to be trusted.
    public static Answer<Level> ofClusters(Sums clusters) {
        return of(clusters, new Reading.Ratio(0, 1));
    }

    static Answer<Level> finite(Level level) {
        return Double.isFinite(level.value) && Double.isFinite(level.variance)
                ? Answer.said(level)
                : Answer.cannotSay(Because.NOT_FINITE, "The values are too large to be squared.");
    }
}
