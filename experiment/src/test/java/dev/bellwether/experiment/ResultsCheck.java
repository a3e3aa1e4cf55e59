package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Compares all that the door tells with the plain reading, exactly. (Worlds have values that are
/// quarters, so every sum is exact in any order.)
final class ResultsCheck {
    private ResultsCheck() {}

    static void same(String told, CampaignSums sums, PlainResults plain, SliceFilter filter) {
        List<PlainResults.Row> who = rows(plain, List.of(), filter);
        List<Long> visitors = new ArrayList<>();
        for (Campaign.Arm arm : plain.campaign().variations()) {
            visitors.add(who.stream().filter(row -> row.variation().equals(arm.name())).count());
        }
        String everybody = told + " " + filter;
        assertThat(sums.visitors()).as(everybody).isEqualTo(visitors);
        assertThat(sums.several()).as(everybody).isEqualTo(plain.multiple(filter));
        Map<String, Long> days = new TreeMap<>();
        sums.days()
                .forEach(day ->
                        days.put(
                                plain.campaign().variations().get(day.variation()).name()
                                        + " "
                                        + day.day().toEpochDay(),
                                day.visitors()));
        Map<String, Long> expected = new TreeMap<>();
        who.forEach(row -> expected.merge(row.variation() + " " + row.day(), 1L, Long::sum));
        assertThat(days).as(everybody).isEqualTo(expected);
        int at = 0;
        for (Metric metric : plain.campaign().metrics()) {
            String here = told + " " + filter + " " + metric;
            if (metric.measure() instanceof Measure.Quantile(var _, double level)) {
                same(here, (CampaignSums.Ranked) sums.metrics().get(at++), plain, filter, level);
                continue;
            }
            var raw = (CampaignSums.Summed) sums.metrics().get(at++);
            assertThat(raw.metric()).isEqualTo(metric);
            same(here, raw, plain, filter, OptionalDouble.empty());
            if (metric.cap().isPresent()) {
                var capped = (CampaignSums.Summed) sums.metrics().get(at++);
                same(here, capped, plain, filter, OptionalDouble.of(cap(metric, plain)));
            }
        }
        assertThat(sums.metrics()).hasSize(at);
    }

    private static double cap(Metric metric, PlainResults plain) {
        return switch (metric.cap().orElseThrow()) {
            case Metric.Cap.At(double value) -> value;
            case Metric.Cap.Percentile(double share) -> {
                double[] values =
                        plain.rows(Reckoning.of(metric).variables()).values().stream()
                                .mapToDouble(row -> row.values().getFirst())
                                .sorted()
                                .toArray();
                for (int i = 0; i < values.length; i++) {
                    if (i + 1 >= share * values.length) {
                        yield values[i];
                    }
                }
                yield Double.POSITIVE_INFINITY;
            }
        };
    }

    private static List<PlainResults.Row> rows(
            PlainResults plain, List<Variable> variables, SliceFilter filter) {
        List<String> slices = plain.campaign().slices();
        return plain.rows(variables).values().stream()
                .filter(row -> filter.passes(slice -> row.slices().get(slices.indexOf(slice))))
                .toList();
    }

    private static void same(
            String told,
            CampaignSums.Summed summed,
            PlainResults plain,
            SliceFilter filter,
            OptionalDouble cap) {
        assertThat(summed.cap()).as(told).isEqualTo(cap);
        List<Variable> variables = Reckoning.of(summed.metric()).variables();
        Map<String, SumsBuilder> cells = new TreeMap<>();
        for (PlainResults.Row row : rows(plain, variables, filter)) {
            double[] values = row.values().stream().mapToDouble(v -> v).toArray();
            values[0] = Math.min(values[0], cap.orElse(Double.POSITIVE_INFINITY));
            cells.computeIfAbsent(
                            row.variation() + " " + row.day(),
                            _ -> new SumsBuilder(variables.size()))
                    .add(values);
        }
        Map<String, List<Double>> expected = new TreeMap<>();
        cells.forEach((key, builder) -> expected.put(key, numbers(builder.build())));
        Map<String, List<Double>> answered = new TreeMap<>();
        for (CampaignSums.Cell cell : summed.cells()) {
            String arm = plain.campaign().variations().get(cell.variation()).name();
            answered.put(arm + " " + cell.day().toEpochDay(), numbers(cell.sums()));
        }
        assertThat(answered).as(told).isEqualTo(expected);
    }

    private static void same(
            String told,
            CampaignSums.Ranked ranked,
            PlainResults plain,
            SliceFilter filter,
            double level) {
        Variable variable = Reckoning.of(ranked.metric()).values().orElseThrow();
        List<PlainResults.Row> all = plain.quantileValues(variable, filter);
        for (int arm = 0; arm < plain.campaign().variations().size(); arm++) {
            String name = plain.campaign().variations().get(arm).name();
            var own = all.stream().filter(row -> row.variation().equals(name)).toList();
            double[] sorted =
                    own.stream()
                            .flatMap(row -> row.values().stream())
                            .mapToDouble(v -> v)
                            .sorted()
                            .toArray();
            CampaignSums.Ranks ranks = ranked.variations().get(arm);
            assertThat(ranks.events()).as(told).isEqualTo(sorted.length);
            assertThat(ranks.values()).as(told).isEqualTo(Ranking.of(sorted, level));
            var below = new SumsBuilder(2);
            for (PlainResults.Row row : own) {
                double at = Ranking.at(sorted, level);
                below.add(
                        row.values().stream().filter(value -> value <= at).count(),
                        row.values().size());
            }
            assertThat(numbers(ranks.below())).as(told).isEqualTo(numbers(below.build()));
        }
    }

    /// Without the sign of a zero.
    static List<Double> numbers(Sums sums) {
        List<Double> numbers = new ArrayList<>(List.of((double) sums.n()));
        for (int i = 0; i < sums.variables(); i++) {
            numbers.add(sums.sum(i) + 0.0);
        }
        for (int i = 0; i < sums.variables(); i++) {
            for (int j = i; j < sums.variables(); j++) {
                numbers.add(sums.sumOfProducts(i, j) + 0.0);
            }
        }
        return numbers;
    }
}
