package dev.bellwether.bench;

import java.util.ArrayList;
import java.util.List;

/// What each rule made of the same probes. Belongs to one thread.
final class WatchTally {
    /// One rule's record.
    static final class Rule {
        long probes;
        long falseDowns;
        final List<Double> delays = new ArrayList<>();

        double[] sortedDelays() {
            return delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        }

        private void add(Rule other) {
            probes += other.probes;
            falseDowns += other.falseDowns;
            delays.addAll(other.delays);
        }
    }

    final Rule ours = new Rule();
    final Rule threeInARow = new Rule();
    final Rule anyFailure = new Rule();
    long regularProbes;
    int outages;

    void add(WatchTally other) {
        ours.add(other.ours);
        threeInARow.add(other.threeInARow);
        anyFailure.add(other.anyFailure);
        regularProbes += other.regularProbes;
        outages += other.outages;
    }

    /// The smallest value that `quantile` of all are not above; NaN of none.
    static double quantile(double[] sorted, double quantile) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }
}
