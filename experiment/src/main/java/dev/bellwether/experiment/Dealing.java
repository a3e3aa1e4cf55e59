package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Difference;
import dev.bellwether.statistics.FixedHorizon;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Permutation;
import dev.bellwether.statistics.Reading;
import dev.bellwether.statistics.Scale;
import dev.bellwether.statistics.Side;
import dev.bellwether.statistics.SumsBuilder;
import java.util.ArrayList;
import java.util.List;

/// The p-value of each variation against the control, by the formula and by dealing the visitors to
/// the variations anew. They agree to the error of the dealing where the formula's normal
/// approximation is good; with few buyers it is not, and this shows it.
final class Dealing {
    private static final int ROUNDS = 2_000;
    private static final int LEAST_ROUNDS = 200;

    /// Values dealt at most, over all rounds.
    private static final int WORK = 100_000_000;

    private static final long SEED = 1;

    private Dealing() {}

    /// @param error of `byDealing`, its standard deviation if dealt again
    public record Dealt(
            String metric, String variation, double byFormula, double byDealing, double error) {}

    /// None where there is no p-value: a variation is empty, or all values are the same.
    static List<Dealt> of(PlainResults results, Metric metric) {
        Reckoning reckoning = Reckoning.of(metric);
        List<PlainResults.Row> rows = List.copyOf(results.rows(reckoning.variables()).values());
        double ratio = 0;
        double mean = 1;
        if (reckoning.reading() instanceof Reading.Ratio) {
            double top = rows.stream().mapToDouble(row -> row.values().get(0)).sum();
            double bottom = rows.stream().mapToDouble(row -> row.values().get(1)).sum();
            if (bottom == 0) {
                return List.of();
            }
            ratio = top / bottom;
            mean = bottom / rows.size();
        }
        List<Dealt> dealt = new ArrayList<>();
        List<Campaign.Arm> arms = results.campaign().variations();
        double[] control = values(rows, arms.getFirst(), reckoning, ratio, mean);
        for (Campaign.Arm arm : arms.subList(1, arms.size())) {
            double[] treatment = values(rows, arm, reckoning, ratio, mean);
            int visitors = control.length + treatment.length;
            int rounds = Math.clamp(WORK / Math.max(1, visitors), LEAST_ROUNDS, ROUNDS);
            byFormula(control, treatment)
                    .then(formula ->
                            Permutation.pValue(control, treatment, rounds, SEED)
                                    .map(p ->
                                            new Dealt(
                                                    metric.key(),
                                                    arm.name(),
                                                    formula,
                                                    p,
                                                    Math.sqrt(p * (1 - p) / rounds))))
                    .optional()
                    .ifPresent(dealt::add);
        }
        return dealt;
    }

    private static Answer<Double> byFormula(double[] control, double[] treatment) {
        return level(control)
                .then(c -> level(treatment).then(t -> Difference.between(c, t, Scale.ABSOLUTE)))
                .map(difference ->
                        FixedHorizon.welch(difference, EveningLooks.Plan.ALPHA, Side.TWO_SIDED)
                                .pValue());
    }

    private static Answer<Level> level(double[] values) {
        var sums = new SumsBuilder(1);
        for (double value : values) {
            sums.add(value);
        }
        return Level.of(sums.build(), new Reading.Mean(0));
    }

    /// One number a visitor. Of a ratio R, what the visitor adds to it beyond what the denominator
    /// explains, (y − R x) / x̄: its mean differs between variations as the ratio does.
    private static double[] values(
            List<PlainResults.Row> rows,
            Campaign.Arm arm,
            Reckoning reckoning,
            double ratio,
            double mean) {
        boolean isRatio = reckoning.reading() instanceof Reading.Ratio;
        return rows.stream()
                .filter(row -> row.variation().equals(arm.name()))
                .mapToDouble(row ->
                        isRatio
                                ? (row.values().get(0) - ratio * row.values().get(1)) / mean
                                : row.values().get(0))
                .toArray();
    }
}
