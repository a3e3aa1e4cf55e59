package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Quantiles;

/// Values by their rank.
final class Ranking {
    private Ranking() {}

    /// The least value that at least this share of the values does not exceed.
    ///
    /// @param sorted at least one
    static double at(double[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
    }

    static Answer<Quantiles.Ranked> of(double[] sorted, double level) {
        return Quantiles.ranks(sorted.length, level)
                .map(ranks ->
                        new Quantiles.Ranked(
                                sorted.length,
                                sorted.length,
                                level,
                                at(sorted, level),
                                at(sorted, ranks.low()),
                                at(sorted, ranks.high())));
    }
}
