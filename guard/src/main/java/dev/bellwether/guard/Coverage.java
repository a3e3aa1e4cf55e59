package dev.bellwether.guard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// By what a family's raw forecasts must be multiplied so that the promised share of peaks is
/// within them. Not for several threads at once.
///
/// *Split conformal prediction* (Vovk, Gammerman and Shafer, 2005; Lei et al., 2018): of `n` past
/// scores, actual / forecast, the factor is the one at place `ceil((n + 1) * share)` from below. If
/// the next score is exchangeable with those, it is at or below the factor with at least that
/// chance, whatever the distribution is and however bad the forecast. With fewer scores than that
/// place needs (199 for 99.5 %) nothing is proven, and the largest score, 1 at least, with a margin
/// stands in.
///
/// *Drift* breaks exchangeability: data grows, code changes. So the level itself is steered by what
/// came true (adaptive conformal inference: Gibbs and Candès, 2021): each miss raises it, each hit
/// lowers it a little, such that misses come at the promised rate in the long run. It never falls
/// below the promise, for a hundred hits would buy a miss, and only the latest scores count.
///
/// *Beyond what was seen* nothing is exchangeable: each such forecast is for a larger volume than
/// the scores are of. So there the factor is the highest of the latest scores; that it is enough
/// was measured (docs/bench/guard.md), not proven.
final class Coverage {
    /// The share of peaks that forecasts promise to cover.
    static final double SHARE = 0.995;

    private static final int KEPT = 1_000;
    private static final double STEP = 0.01;
    static final double UNPROVEN_MARGIN = 1.25;

    private final boolean isBeyond;
    private final double[] latest = new double[KEPT];
    private int count;
    private double misses = 1 - SHARE;
    private double factor = UNPROVEN_MARGIN;

    Coverage() {
        this(false);
    }

    private Coverage(boolean isBeyond) {
        this.isBeyond = isBeyond;
    }

    /// Of forecasts for more rows than were seen.
    static Coverage beyond() {
        return new Coverage(true);
    }

    /// A forecast that was compared with what came true.
    ///
    /// @param raw the forecast before the factor, above 0
    /// @param peak bytes that were needed
    void add(double raw, double peak) {
        double score = peak / raw;
        boolean isMiss = score > factor;
        misses += STEP * (1 - SHARE - (isMiss ? 1 : 0));
        misses = Math.max(0, Math.min(1 - SHARE, misses));
        latest[count % KEPT] = score;
        count++;
        factor = reckon();
    }

    double factor() {
        return factor;
    }

    boolean isProven() {
        return !isBeyond && place(Math.min(count, KEPT)) <= Math.min(count, KEPT);
    }

    private double reckon() {
        int n = Math.min(count, KEPT);
        double[] sorted = Arrays.copyOf(latest, n);
        Arrays.sort(sorted);
        int place = place(n);
        if (place > n) {
            return Math.max(1, sorted[n - 1]) * UNPROVEN_MARGIN;
        }
        return isBeyond ? sorted[n - 1] : sorted[place - 1];
    }

    private int place(int n) {
        return (int) Math.ceil((n + 1) * (1 - misses));
    }

    void write(DataOutputStream out) throws IOException {
        int n = Math.min(count, KEPT);
        out.writeDouble(misses);
        out.writeInt(n);
        for (int i = 0; i < n; i++) {
            out.writeDouble(latest[(count - n + i) % KEPT]);
        }
    }

    static Coverage read(DataInputStream in, boolean isBeyond) throws IOException {
        var read = new Coverage(isBeyond);
        read.misses = Math.max(0, Math.min(1 - SHARE, in.readDouble()));
        int n = in.readInt();
        if (n < 0 || n > KEPT) {
            throw new IllegalArgumentException("there are not " + n + " scores");
        }
        for (; read.count < n; read.count++) {
            read.latest[read.count] = in.readDouble();
        }
        if (n > 0) {
            read.factor = read.reckon();
        }
        return read;
    }
}
