package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A campaign's metrics, laid out for one pass over events: which variables there are, where each
/// stands in a visitor's state, and which of them an event of a goal concerns.
final class Plan {
    /// Goals that one pass can tell apart, as bits beside a visitor's number.
    static final int MOST_GOALS = 31;

    final Campaign campaign;
    final LocalDays days;
    final List<Goal> goals;
    final List<Variable> variables;
    final List<Variable> quantiles;
    final List<Column> columns;
    final int[] slots;
    final int slotCount;
    final int[][] variablesOf;
    final int[][] quantilesOf;
    final int[][] columnsOf;
    final Span[] spans;
    final Span[] quantileSpans;

    /// A metric's sums, raw or capped.
    ///
    /// @param variables places of the metric's variables, and of its covariates'
    /// @param cap of the first variable; infinite when there is none
    record Column(Metric metric, int[] variables, double cap) {}

    /// When an event counts: `low` ≤ event − exposure < `high`, and before `end`, and on the days.
    record Span(long low, long high, long end, int dayFrom, int dayUntil) {}

    Plan(Campaign campaign) {
        this.campaign = campaign;
        this.days = ResultSql.days(campaign);
        List<Reckoning> reckonings = campaign.metrics().stream().map(Reckoning::of).toList();
        this.variables = distinct(reckonings.stream().flatMap(r -> r.variables().stream()));
        this.quantiles = distinct(reckonings.stream().flatMap(r -> r.values().stream()));
        this.goals =
                distinct(Stream.concat(variables.stream(), quantiles.stream()).map(Variable::goal));
        this.slots = new int[variables.size()];
        int next = 0;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = next;
            next += variables.get(i).fold() == Variable.Fold.SECONDS ? 2 : 1;
        }
        this.slotCount = next;
        this.columns = columns(reckonings);
        this.variablesOf = of(goal -> places(variables, goal));
        this.quantilesOf = of(goal -> places(quantiles, goal));
        this.columnsOf = of(this::columnsOf);
        this.spans = variables.stream().map(this::span).toArray(Span[]::new);
        this.quantileSpans = quantiles.stream().map(this::span).toArray(Span[]::new);
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
            if (metric.cap().orElse(null) instanceof Metric.Cap.At(double value)) {
                made.add(new Column(metric, places, value));
            }
        }
        return List.copyOf(made);
    }

    private interface OfGoal {
        int[] places(Goal goal);
    }

    private int[][] of(OfGoal one) {
        return goals.stream().map(one::places).toArray(int[][]::new);
    }

    private static int[] places(List<Variable> all, Goal goal) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).goal().equals(goal)) {
                places.add(i);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] columnsOf(Goal goal) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            for (int variable : columns.get(i).variables()) {
                if (variables.get(variable).goal().equals(goal)) {
                    places.add(i);
                    break;
                }
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private Span span(Variable variable) {
        return switch (variable.span()) {
            case Variable.Span.Before(var before) ->
                    new Span(-ResultSql.micros(before), 0, Long.MAX_VALUE, 0, 0);
            case Variable.Span.After(var window) ->
                    new Span(
                            0,
                            window.map(ResultSql::micros).orElse(Long.MAX_VALUE),
                            window.isPresent() ? Long.MAX_VALUE : end(),
                            0,
                            0);
            case Variable.Span.Days(int from, int until) ->
                    new Span(0, Long.MAX_VALUE, Long.MAX_VALUE, from, until);
        };
    }

    private long end() {
        return campaign.until().map(ResultSql::micros).orElse(Long.MAX_VALUE);
    }

    boolean counts(Span span, long first, long time) {
        long since = time - first;
        if (since < span.low || since >= span.high || time >= span.end) {
            return false;
        }
        if (span.dayUntil == 0) {
            return true;
        }
        long day = days.of(time) - days.of(first);
        return day >= span.dayFrom && day < span.dayUntil;
    }

    Optional<Column> raw(Metric metric) {
        return columns.stream()
                .filter(column -> column.metric().equals(metric) && Double.isInfinite(column.cap()))
                .findFirst();
    }
}
