package dev.bellwether.experiment;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The sums of a metric from the rows of [PlainResults], added without any rounding.
final class PlainSums {
    private PlainSums() {}

    /// By variation and day; see [#numbers] for what stands in each.
    ///
    /// @param metric no quantile
    static Map<Verification.Place, BigDecimal[]> of(PlainResults results, Metric metric) {
        int variables = Reckoning.of(metric).variables().size();
        Optional<Double> cap =
                metric.cap()
                        .filter(Metric.Cap.At.class::isInstance)
                        .map(at -> ((Metric.Cap.At) at).value());
        Map<Verification.Place, BigDecimal[]> sums = new TreeMap<>();
        for (PlainResults.Row row : results.rows(Reckoning.of(metric).variables()).values()) {
            var place = new Verification.Place(row.variation(), LocalDays.date(row.day()));
            BigDecimal[] cell = sums.computeIfAbsent(place, _ -> zeros(variables));
            BigDecimal[] values = new BigDecimal[variables];
            for (int i = 0; i < variables; i++) {
                double value = row.values().get(i);
                values[i] =
                        new BigDecimal(
                                i == 0 && cap.isPresent() ? Math.min(value, cap.get()) : value);
            }
            cell[0] = cell[0].add(BigDecimal.ONE);
            int at = 1;
            for (BigDecimal value : values) {
                cell[at] = cell[at++].add(value);
            }
            for (int i = 0; i < variables; i++) {
                for (int j = i; j < variables; j++) {
                    cell[at] = cell[at++].add(values[i].multiply(values[j]));
                }
            }
        }
        return sums;
    }

    /// What the numbers of a cell are, in order: `n`, `Σ0`, `Σ1`, …, `Σ0·0`, `Σ0·1`, …
    static String name(int number, int variables) {
        if (number == 0) {
            return "n";
        }
        if (number <= variables) {
            return "Σ" + (number - 1);
        }
        int at = variables;
        for (int i = 0; i < variables; i++) {
            for (int j = i; j < variables; j++) {
                if (++at == number) {
                    return "Σ" + i + "·" + j;
                }
            }
        }
        throw new IllegalArgumentException("No number " + number);
    }

    static int numbers(int variables) {
        return 1 + variables + variables * (variables + 1) / 2;
    }

    static BigDecimal[] zeros(int variables) {
        BigDecimal[] zeros = new BigDecimal[numbers(variables)];
        java.util.Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }
}
