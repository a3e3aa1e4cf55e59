package dev.bellwether.statistics;

import java.util.List;

/// Experiments that switch everybody to and fro, window by window (Bojinov, Simchi-Levi and Zhao,
/// Management Science 2023), where visitors would meet each other's treatment: prices, queues,
/// stock.
///
/// The estimate is treated windows' ratio of sums less that of control windows. Windows near each
/// other in time are alike, so the error is Newey and West's (1987): with e_w the residual of
/// window w in its variation, signed and scaled, the variance is Σ e_w² + 2 Σ_l (1 − l/(L + 1)) Σ_w
/// e_w e_{w−l}, over L lags. The first windows after each switch still carry what was before; they
/// may be left out, and then stand as zeros in the lags, for time goes on.
public final class Switchback {
    private Switchback() {}

    /// One window, in order of time.
    ///
    /// @param sum of the metric over the window's events
    /// @param count of events, or 1 if windows shall weigh the same
    public record Window(boolean treated, double sum, double count) {}

    /// @param burnIn windows left out after each switch, at least 0
    /// @param lags of Newey and West, at least 0: how many windows onward one is alike
    public static Answer<Difference> difference(List<Window> windows, int burnIn, int lags) {
        if (burnIn < 0 || lags < 0) {
            throw new IllegalArgumentException(
                    "Burn-in and lags are at least 0, not " + burnIn + " and " + lags + ".");
        }
        boolean[] used = used(windows, burnIn);
        double[] sums = new double[2];
        double[] counts = new double[2];
        int[] number = new int[2];
        for (int w = 0; w < used.length; w++) {
            if (used[w]) {
                int arm = windows.get(w).treated ? 1 : 0;
                sums[arm] += windows.get(w).sum;
                counts[arm] += windows.get(w).count;
                number[arm]++;
            }
        }
        for (int arm = 0; arm < 2; arm++) {
            if (number[arm] < 2) {
                return Answer.cannotSay(
                        Because.TOO_FEW,
                        "A variation has "
                                + number[arm]
                                + " windows after burn-in; it takes at least two.");
            }
            if (counts[arm] == 0) {
                return Answer.cannotSay(
                        Because.ZERO_DENOMINATOR, "A variation's windows are all empty.");
            }
        }
        double[] errors = new double[used.length];
        for (int w = 0; w < used.length; w++) {
            if (used[w]) {
                Window window = windows.get(w);
                int arm = window.treated ? 1 : 0;
                double error = (window.sum - sums[arm] / counts[arm] * window.count) / counts[arm];
                errors[w] = window.treated ? error : -error;
            }
        }
        double variance = 0;
        for (int lag = 0; lag <= Math.min(lags, errors.length - 1); lag++) {
            double weight = lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0));
            for (int w = lag; w < errors.length; w++) {
                variance += weight * errors[w] * errors[w - lag];
            }
        }
        if (variance == 0) {
            return Answer.cannotSay(
                    Because.NO_VARIANCE,
                    "All windows of each variation are the same; chance cannot be measured.");
        }
        long all = number[0] + number[1];
        return Difference.finite(
                Scale.ABSOLUTE,
                sums[1] / counts[1] - sums[0] / counts[0],
                variance,
                all - 2.0,
                all,
                new Noise(variance, 0, 0));
    }

    private static boolean[] used(List<Window> windows, int burnIn) {
        boolean[] used = new boolean[windows.size()];
        int since = 0;
        for (int w = 0; w < used.length; w++) {
            boolean isSwitch = w == 0 || windows.get(w).treated != windows.get(w - 1).treated;
            since = isSwitch ? 0 : since + 1;
            used[w] = since >= burnIn;
        }
        return used;
    }
}
