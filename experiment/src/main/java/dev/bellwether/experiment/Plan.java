package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A campaign's metrics, laid out for one pass over events: which variables there are, where each
/// stands in a visitor's state, and what an event touches.
final class Plan {
    final Campaign campaign;
    final LocalDays days;

    /// Names of the events that are looked at.
    final List<String> names;

    /// Goals that look at properties too.
    final List<Goal> filtered;

    final List<Variable> variables;
    final List<Variable> quantiles;
    final List<Column> columns;
    final Variable.Fold[] folds;
    final int[] slots;
    final int slotCount;
    final Spans spans;
    final Spans quantileSpans;

    /// How long before an exposure events may count, in microseconds.
    final long longestBefore;

    private final Touch[] byName;
    private final Touch[] byFiltered;

    /// A metric's sums, raw or capped.
    ///
    /// @param variables places of the metric's variables, and of its covariates'
    /// @param cap of the first variable; infinite when there is none, NaN for a percentile, which
    ///   moves with every visitor, so that its sums are not kept
    record Column(Metric metric, int[] variables, double cap) {
        boolean isKept() {
            return !Double.isNaN(cap);
        }
    }

    /// What an event changes.
    record Touch(int[] variables, int[] quantiles, int[] columns) {}

    Plan(Campaign campaign) {
        this.campaign = campaign;
        this.days = ResultSql.days(campaign);
        List<Reckoning> reckonings = campaign.metrics().stream().map(Reckoning::of).toList();
        this.variables = distinct(reckonings.stream().flatMap(r -> r.variables().stream()));
        this.quantiles = distinct(reckonings.stream().flatMap(r -> r.values().stream()));
        List<Goal> goals =
                distinct(Stream.concat(variables.stream(), quantiles.stream()).map(Variable::goal));
        this.names = distinct(goals.stream().map(Goal::event));
        this.filtered = goals.stream().filter(goal -> !goal.filters().isEmpty()).toList();
        this.folds = variables.stream().map(Variable::fold).toArray(Variable.Fold[]::new);
        this.slots = new int[folds.length];
        int next = 0;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = next;
            next += folds[i] == Variable.Fold.SECONDS ? 2 : 1;
        }
        this.slotCount = next;
        this.columns = columns(reckonings);
        this.spans = Spans.of(variables, campaign, days);
        this.quantileSpans = Spans.of(quantiles, campaign, days);
        this.longestBefore = spans.longestBefore();
        this.byName =
                names.stream()
                        .map(name -> touch(goal -> goal.equals(Goal.of(name))))
                        .toArray(Touch[]::new);
        this.byFiltered = filtered.stream().map(one -> touch(one::equals)).toArray(Touch[]::new);
    }

    private static <T> List<T> distinct(Stream<T> all) {
        Set<T> once = new LinkedHashSet<>(all.toList());
        return List.copyOf(once);
    }

    private List<Column> columns(List<Reckoning> reckonings) {
        List<Column> made = new ArrayList<>();
        for (int i = 0; i < reckonings.size(); i++) {
            Metric metric = campaign.metrics().get(i);
            int[] places =
                    reckonings.get(i).variables().stream().mapToInt(variables::indexOf).toArray();
            if (places.length == 0) {
                continue;
            }
            made.add(new Column(metric, places, Double.POSITIVE_INFINITY));
            metric.cap().ifPresent(cap -> made.add(new Column(metric, places, firstCap(cap))));
        }
        return List.copyOf(made);
    }

    private static double firstCap(Metric.Cap cap) {
        return switch (cap) {
            case Metric.Cap.At(double value) -> value;
            case Metric.Cap.Percentile _ -> Double.NaN;
        };
    }

    private Touch touch(Predicate<Goal> goal) {
        int[] touched = places(variables, goal);
        return new Touch(
                touched,
                places(quantiles, goal),
                IntStream.range(0, columns.size())
                        .filter(column -> columns.get(column).isKept())
                        .filter(column ->
                                Arrays.stream(columns.get(column).variables())
                                        .anyMatch(one ->
                                                Arrays.stream(touched).anyMatch(t -> t == one)))
                        .toArray());
    }

    private static int[] places(List<Variable> all, Predicate<Goal> goal) {
        return IntStream.range(0, all.size()).filter(i -> goal.test(all.get(i).goal())).toArray();
    }

    /// @param name its place in [#names]
    Touch ofName(int name) {
        return byName[name];
    }

    /// @param goal its place in [#filtered]
    Touch ofFiltered(int goal) {
        return byFiltered[goal];
    }

    /// The metrics that are quantiles of such values, and their levels.
    ///
    /// @param values place in [#quantiles]
    Map<Metric, Double> levels(int values) {
        Map<Metric, Double> levels = new LinkedHashMap<>();
        for (Metric metric : campaign.metrics()) {
            if (metric.measure() instanceof Measure.Quantile quantile
                    && Reckoning.of(metric).values().equals(Optional.of(quantiles.get(values)))) {
                levels.put(metric, quantile.level());
            }
        }
        return levels;
    }

    /// Places of the columns whose sums are kept.
    int[] kept() {
        return IntStream.range(0, columns.size())
                .filter(column -> columns.get(column).isKept())
                .toArray();
    }
}
