package dev.bellwether.experiment;

import dev.bellwether.statistics.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a metric is had from what visitors have.
///
/// @param variables of the metric and then of its covariates: those are the variables of its sums
/// @param reading of the metric, by places in `variables`; of a quantile: the share of events at
///   most it, whose variables are counted once the quantile is known
/// @param covariates by places in `variables`
/// @param values the event values of a quantile
record Reckoning(
        List<Variable> variables,
        Reading reading,
        List<Reading> covariates,
        Optional<Variable> values) {

    static Reckoning of(Metric metric) {
        if (metric.measure() instanceof Measure.Quantile(Goal goal, double _)) {
            return new Reckoning(
                    List.of(),
                    new Reading.Ratio(0, 1),
                    List.of(),
                    Optional.of(
                            new Variable(
                                    goal,
                                    Variable.Fold.TOTAL,
                                    new Variable.Span.After(metric.window()))));
        }
        List<Variable> variables = new ArrayList<>();
        Reading reading =
                add(
                        variables,
                        metric.measure(),
                        metric.measure() instanceof Measure.Retention(var _, int from, int until)
                                ? new Variable.Span.Days(from, until)
                                : new Variable.Span.After(metric.window()));
        List<Reading> covariates = new ArrayList<>();
        for (Metric.Covariate covariate : metric.covariates()) {
            Duration before = covariate.before();
            covariates.add(
                    add(
                            variables,
                            covariate.measure().orElse(metric.measure()),
                            new Variable.Span.Before(before)));
        }
        return new Reckoning(
                List.copyOf(variables), reading, List.copyOf(covariates), Optional.empty());
    }

    /// How many of the variables are the metric's own.
    int own() {
        return reading instanceof Reading.Ratio ? 2 : 1;
    }

    private static Reading add(List<Variable> to, Measure measure, Variable.Span span) {
        int at = to.size();
        return switch (measure) {
            case Measure.Conversion(Goal goal) -> {
                to.add(new Variable(goal, Variable.Fold.ANY, span));
                yield new Reading.Share(at);
            }
            case Measure.Retention(Goal goal, int _, int _) -> {
                to.add(new Variable(goal, Variable.Fold.ANY, span));
                yield new Reading.Share(at);
            }
            case Measure.Count(Goal goal) -> {
                to.add(new Variable(goal, Variable.Fold.COUNT, span));
                yield new Reading.Mean(at);
            }
            case Measure.Total(Goal goal) -> {
                to.add(new Variable(goal, Variable.Fold.TOTAL, span));
                yield new Reading.Mean(at);
            }
            case Measure.Duration(Goal goal) -> {
                to.add(new Variable(goal, Variable.Fold.SECONDS, span));
                yield new Reading.Mean(at);
            }
            case Measure.Ratio(Measure.Term top, Measure.Term bottom) -> {
                to.add(new Variable(top.goal(), fold(top), span));
                to.add(new Variable(bottom.goal(), fold(bottom), span));
                yield new Reading.Ratio(at, at + 1);
            }
            case Measure.Quantile _ ->
                    throw new IllegalArgumentException("A quantile is no covariate.");
        };
    }

    private static Variable.Fold fold(Measure.Term term) {
        return term.values() ? Variable.Fold.TOTAL : Variable.Fold.COUNT;
    }
}
