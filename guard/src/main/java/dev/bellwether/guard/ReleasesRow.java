package dev.bellwether.guard;

import java.time.Instant;

/// One line of [Releases], being added to. Peaks are counted by quarters of powers of two. Not for
/// several threads at once.
final class ReleasesRow {
    private static final int PER_DOUBLING = 4;
    private static final int LOWEST_LOG = 16;
    private static final int COUNTS = 32 * PER_DOUBLING;

    private final String text;
    private final Instant since;
    private final int[] peaks = new int[COUNTS];
    private Instant lastSeen;
    private long queries;
    private long refused;
    private long outOfMemory;
    private long failed;
    private long spilled;
    private long spillsKnown;
    private long rows;
    private long known;
    private long highest;
    private double byteSeconds;

    ReleasesRow(String text, Instant now) {
        this.text = text;
        this.since = now;
        this.lastSeen = now;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    void add(QueryUse use, Instant now) {
        lastSeen = now;
        queries++;
        rows += use.rows();
        switch (use.spilled()) {
            case YES -> {
                spilled++;
                spillsKnown++;
            }
            case NO -> spillsKnown++;
            case UNKNOWN -> {}
        }
        switch (use.end()) {
            case ANSWERED -> {}
            case OUT_OF_MEMORY -> outOfMemory++;
            case REFUSED -> refused++;
            case FAILED -> failed++;
        }
        if (use.peak() > 0) {
            known++;
            highest = Math.max(highest, use.peak());
            byteSeconds += use.peak() * (use.took().toMillis() / 1e3);
            double log = Math.log(use.peak()) / Math.log(2) - LOWEST_LOG;
            peaks[(int) Math.clamp(Math.ceil(log * PER_DOUBLING), 0, COUNTS - 1)]++;
        }
    }

    Releases.Line line(long fingerprint, String feature, String release) {
        return new Releases.Line(
                fingerprint,
                text,
                feature,
                release,
                queries,
                refused,
                outOfMemory,
                failed,
                spilled,
                spillsKnown,
                rows,
                quantile(0.5),
                quantile(0.99),
                highest,
                byteSeconds,
                since,
                lastSeen);
    }

    private long quantile(double share) {
        long place = (long) Math.ceil(known * share);
        long seen = 0;
        for (int i = 0; i < COUNTS && known > 0; i++) {
            seen += peaks[i];
            if (seen >= place) {
                double bytes = Math.pow(2, LOWEST_LOG + (double) i / PER_DOUBLING);
                return Math.min(highest, (long) Math.ceil(bytes));
            }
        }
        return 0;
    }
}
