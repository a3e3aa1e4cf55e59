package dev.bellwether.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The lines of [ResultsBench], and whether all bars hold.
final class ResultsBars {
    private static final double SAME = 1e-9;

    private final PrintStream out;
    private boolean holds = true;

    ResultsBars(PrintStream out) {
        this.out = out;
    }

    boolean holds() {
        return holds;
    }

    void tell(String what, double millis) {
        out.printf(Locale.ROOT, "%-60s %10.1f ms%n", what, millis);
    }

    void most(String bar, double millis, double most, String why) {
        bar(bar, millis <= most, "%.1f ms; bar: %.1f ms, %s".formatted(millis, most, why));
    }

    void least(String bar, double times, double least) {
        bar(bar, times >= least, "%.1f times as fast; bar: %.0f".formatted(times, least));
    }

    void megabytes(String bar, long megabytes, long most) {
        bar(bar, megabytes <= most, "%,d MB at most; bar: %,d".formatted(megabytes, most));
    }

    void same(Map<String, List<Double>> ours, Map<String, List<Double>> theirs) {
        double furthest = ours.keySet().equals(theirs.keySet()) ? 0 : Double.NaN;
        String where = "";
        for (var one : ours.entrySet()) {
            List<Double> others = theirs.getOrDefault(one.getKey(), List.of());
            for (int i = 0; i < one.getValue().size(); i++) {
                double a = one.getValue().get(i);
                double b = i < others.size() ? others.get(i) : Double.NaN;
                double apart = a == b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
                if (!(apart <= furthest)) {
                    furthest = apart;
                    where = " in " + one.getKey() + ": " + a + " and " + b;
                }
            }
        }
        bar(
                "same numbers",
                furthest <= SAME,
                "%d metrics and variations, furthest apart by %.1e%s; bar: %.0e"
                        .formatted(ours.size(), furthest, where, SAME));
    }

    private void bar(String bar, boolean isHeld, String told) {
        holds &= isHeld;
        out.printf(
                Locale.ROOT,
                "bar results, %s: %s (%s)%n",
                bar,
                isHeld ? "holds" : "falls short",
                told);
    }
}
