package dev.bellwether.guard;

import dev.bellwether.statistics.Reading;
import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.time.Duration;
import java.time.Instant;

/// What the queries of one side of a comparison needed, as sums. Not for several threads at once.
///
/// The *unit* is not a query but what was asked within five seconds: queries come in bursts (a page
/// with ten charts, a client that tries again), and those of one burst are alike. Taken one by one
/// they would pass for ten times the evidence that they are. So a unit is a cluster, and a mean per
/// query is a ratio of two sums over units (see `Level.ofClusters`).
final class BlameArm {
    /// The mean of log peak memory: what the typical query needs.
    static final Reading TYPICAL = new Reading.Ratio(1, 0);

    /// Memory of all queries over their number: what a query costs the node.
    static final Reading MEAN = new Reading.Ratio(2, 0);

    /// The mean of log bytes per row read.
    static final Reading PER_ROW = new Reading.Ratio(4, 3);

    private static final int VARIABLES = 5;
    private static final double MEBI = 1 << 20;

    private final Duration unit;
    private Sums before = Sums.none(VARIABLES);
    private SumsBuilder closed = new SumsBuilder(VARIABLES);
    private double[] open = new double[VARIABLES];
    private Instant opened = Instant.MIN;
    private long queries;

    /// @param unit what was asked within so long is one cluster
    BlameArm(Duration unit) {
        this.unit = unit;
    }

    /// @param peak bytes, above 0; what is below [Forecasts#LEAST] counts as that, for less is not
    ///   worth telling apart
    void add(long peak, long rows, Instant now) {
        close(now);
        if (open[0] == 0) {
            opened = now;
        }
        double bytes = Math.max(Forecasts.LEAST, peak);
        open[0]++;
        open[1] += Math.log(bytes);
        open[2] += bytes / MEBI;
        if (rows > 0) {
            open[3]++;
            open[4] += Math.log(bytes / rows);
        }
        queries++;
    }

    /// Units that have ended by now.
    Sums sums(Instant now) {
        close(now);
        return before.plus(closed.build());
    }

    /// All queries, also those of a unit that is still open.
    long queries() {
        return queries;
    }

    /// Forgets what was added before the last time this was called.
    void fade() {
        before = closed.build();
        closed = new SumsBuilder(VARIABLES);
    }

    private void close(Instant now) {
        if (open[0] > 0 && !now.isBefore(opened.plus(unit))) {
            closed.add(open);
            open = new double[VARIABLES];
        }
    }
}
