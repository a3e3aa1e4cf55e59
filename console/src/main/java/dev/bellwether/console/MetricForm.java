package dev.bellwether.console;

import dev.bellwether.experiment.Goal;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A metric as it stands in a form, with the fields of its kind.
final class MetricForm {
    private static final double MOST_MARGIN = 100;
    private static final int MOST_DAYS = 400;

    enum Kind {
        CONVERSION("Share of visitors with an event"),
        COUNT("Events per visitor"),
        TOTAL("Sum of the events’ values per visitor, such as revenue"),
        RATIO("One sum over another, such as revenue per order"),
        RETENTION("Share of visitors who come again on later days"),
        QUANTILE("Value that a share of all events stays below, such as p95"),
        DURATION("Seconds from a visitor’s first event to the last");

        final String words;

        Kind(String words) {
            this.words = words;
        }

        boolean isAmount() {
            return switch (this) {
                case COUNT, TOTAL, RATIO, DURATION -> true;
                case CONVERSION, RETENTION, QUANTILE -> false;
            };
        }
    }

    private enum CapBy {
        NONE,
        AT,
        PERCENTILE
    }

    private MetricForm() {}

    static List<Option> kinds() {
        return Option.of(Kind.class, kind -> kind.words);
    }

    static List<Option> caps() {
        return List.of(
                new Option("NONE", "Nothing is cut off"),
                new Option("AT", "At this value"),
                new Option("PERCENTILE", "At this percentile of all visitors"));
    }

    static List<Option> directions() {
        return List.of(
                new Option("GREATER", "More is better"), new Option("LESS", "Less is better"));
    }

    static Form fresh() {
        return Form.blank()
                .with("version", 0)
                .with("kind", Kind.CONVERSION)
                .with("better", Side.GREATER)
                .with("margin", 0)
                .with("measure.level", 95)
                .with("measure.from", 1)
                .with("measure.until", 8);
    }

    static Kind kind(Form form) {
        return Option.of(Kind.class, Kind::name).stream()
                .filter(one -> one.value().equals(form.text("kind")))
                .map(one -> Kind.valueOf(one.value()))
                .findFirst()
                .orElse(Kind.CONVERSION);
    }

    static Form of(Metric metric, long version) {
        Form form =
                fresh().with("key", metric.key())
                        .with("version", version)
                        .with("name", metric.name())
                        .with("window", metric.window().map(Spans::write))
                        .with("better", metric.better())
                        .with("margin", Percents.write(metric.margin()))
                        .with(
                                "covariates",
                                metric.covariates().stream()
                                        .findFirst()
                                        .map(one -> Spans.write(one.before())));
        metric.cap()
                .ifPresent(cap -> {
                    switch (cap) {
                        case Metric.Cap.At(double value) ->
                                form.with("capBy", CapBy.AT).with("cap", plain(value));
                        case Metric.Cap.Percentile(double share) ->
                                form.with("capBy", CapBy.PERCENTILE)
                                        .with("cap", Percents.write(share));
                    }
                });
        switch (metric.measure()) {
            case Measure.Conversion(Goal goal) -> goal(form, Kind.CONVERSION, goal);
            case Measure.Count(Goal goal) -> goal(form, Kind.COUNT, goal);
            case Measure.Total(Goal goal) -> goal(form, Kind.TOTAL, goal);
            case Measure.Duration(Goal goal) -> goal(form, Kind.DURATION, goal);
            case Measure.Ratio(Measure.Term top, Measure.Term bottom) -> {
                goal(form, Kind.RATIO, top.goal());
                form.with("measure.values", top.values())
                        .with("measure.bottom.event", bottom.goal().event())
                        .with("measure.bottom.filters", FilterLines.write(bottom.goal().filters()))
                        .with("measure.bottom.values", bottom.values());
            }
            case Measure.Retention(Goal goal, int from, int until) -> {
                goal(form, Kind.RETENTION, goal);
                form.with("measure.from", from).with("measure.until", until);
            }
            case Measure.Quantile(Goal goal, double level) -> {
                goal(form, Kind.QUANTILE, goal);
                form.with("measure.level", Percents.write(level));
            }
        }
        return form;
    }

    private static void goal(Form form, Kind kind, Goal goal) {
        form.with("kind", kind)
                .with("measure.event", goal.event())
                .with("measure.filters", FilterLines.write(goal.filters()));
    }

    /// Whether the form can say all of it; what it cannot was made by the API.
    static boolean says(Metric metric) {
        Form form = of(metric, 0);
        return read(form, metric.key()).equals(metric.as(Family.Role.SECONDARY)) && form.isFine();
    }

    static Metric read(Form form, String key) {
        Kind kind = kind(form);
        return new Metric(
                key,
                form.text("name"),
                measure(form, kind),
                kind == Kind.RETENTION || form.text("window").isEmpty()
                        ? Optional.empty()
                        : Optional.of(form.span("window", Duration.ofDays(7))),
                kind.isAmount() ? cap(form) : Optional.empty(),
                kind == Kind.QUANTILE || form.text("covariates").isEmpty()
                        ? List.of()
                        : List.of(
                                new Metric.Covariate(
                                        Optional.empty(), form.span("covariates", Metric.BEFORE))),
                Family.Role.SECONDARY,
                form.choice("better", Side.class, Side.GREATER),
                Percents.read(form, "margin", MOST_MARGIN, 0));
    }

    private static Measure measure(Form form, Kind kind) {
        Goal goal = goal(form, "measure.");
        return switch (kind) {
            case CONVERSION -> new Measure.Conversion(goal);
            case COUNT -> new Measure.Count(goal);
            case TOTAL -> new Measure.Total(goal);
            case DURATION -> new Measure.Duration(goal);
            case RATIO ->
                    new Measure.Ratio(
                            new Measure.Term(goal, form.checked("measure.values")),
                            new Measure.Term(
                                    goal(form, "measure.bottom."),
                                    form.checked("measure.bottom.values")));
            case RETENTION ->
                    new Measure.Retention(
                            goal,
                            form.whole("measure.from", 0, MOST_DAYS, 1),
                            form.whole("measure.until", 1, MOST_DAYS, 8));
            case QUANTILE ->
                    new Measure.Quantile(goal, Percents.within(form, "measure.level", 0.95));
        };
    }

    private static Goal goal(Form form, String at) {
        return new Goal(form.text(at + "event"), FilterLines.read(form, at + "filters"));
    }

    private static Optional<Metric.Cap> cap(Form form) {
        return switch (form.choice("capBy", CapBy.class, CapBy.NONE)) {
            case NONE -> Optional.empty();
            case AT ->
                    Optional.of(
                            new Metric.Cap.At(
                                    form.number("cap", "is not a number above 0, such as 500", 0)));
            case PERCENTILE ->
                    Optional.of(new Metric.Cap.Percentile(Percents.within(form, "cap", 0.999)));
        };
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// The field in which the form asks for what a rule names.
    static String field(String place) {
        String own = place.replaceFirst("^covariates\\[\\d+]\\.measure", "measure");
        return own.equals("measure") ? "measure.from" : own.replace("measure.top.", "measure.");
    }
}
