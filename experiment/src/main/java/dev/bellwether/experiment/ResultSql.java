package dev.bellwether.experiment;

import dev.bellwether.analytics.EventView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A campaign as SQL over the tables of events, word for word what docs/decisions/results.md says.
/// Plain, for people to read and run; it reads all of the site's events each time.
///
/// Only constants that were checked stand in it, texts in quotes. What differs between databases is
/// in [Dialect].
public final class ResultSql {
    private static final int DAYS_AFTER_THE_END = 800;
    private static final DuckDialect DUCK = new DuckDialect();

    private final String site;
    private final Campaign campaign;
    private final LocalDays days;
    private final Dialect dialect;
    private final String table;
    private final String seen;

    /// For DuckDB's tables.
    ///
    /// @param site whose events are meant, its id
    public ResultSql(String site, Campaign campaign) {
        this(site, campaign, DUCK, "event", "");
    }

    private ResultSql(String site, Campaign campaign, Dialect dialect, String table, String seen) {
        this.site = site;
        this.campaign = campaign;
        this.dialect = dialect;
        this.table = table;
        this.seen = seen;
        this.days = days(campaign);
    }

    /// For the tables of a view.
    static ResultSql of(String site, Campaign campaign, EventView view) {
        return new ResultSql(
                site,
                campaign,
                Dialect.of(view.engine()),
                view.table(),
                view.seen().equals("true") ? "" : " AND " + view.seen());
    }

    /// The same of one of several parts of the visitors.
    ResultSql part(int part, int of) {
        return of == 1
                ? this
                : new ResultSql(
                        site, campaign, dialect, table, seen + " AND " + dialect.part(part, of));
    }

    Dialect dialect() {
        return dialect;
    }

    static LocalDays days(Campaign campaign) {
        return LocalDays.of(
                campaign.zone(),
                campaign.from(),
                campaign.until().orElse(campaign.from()).plus(Duration.ofDays(DAYS_AFTER_THE_END)));
    }

    /// One row a visitor who counts: `visitor`, `variation`, `day` (since 1970), `first`, then
    /// `s0`, `s1`, … (slices) and `v0`, `v1`, … (variables).
    String visitors(List<Variable> variables) {
        List<Goal> goals = variables.stream().map(Variable::goal).distinct().toList();
        return """
        SELECT visitor, arm AS variation, day, first%s%s
        FROM (
        %s
        ) did %s (
        %s
        ) counted USING (visitor)
        GROUP BY visitor, arm, day, first%s\
        """
                .formatted(
                        slices(""),
                        each(
                                variables.size(),
                                i -> {
                                    Variable one = variables.get(i);
                                    String when =
                                            "g" + goals.indexOf(one.goal()) + " AND " + span(one);
                                    return ",\n    " + dialect.fold(one.fold(), when) + " AS v" + i;
                                }),
                        indented(did(goals, true)),
                        dialect.join(),
                        indented(counted()),
                        slices(""));
    }

    /// The sums of a metric per variation, slice and day of exposure: `variation`, `day`, slices,
    /// `n`, then for each variable its sum and its products with those that follow. A fixed cap is
    /// applied, a percentile is not; of a quantile, the values themselves.
    public String sums(Metric metric) {
        Reckoning reckoning = Reckoning.of(metric);
        if (reckoning.values().isPresent()) {
            return values(reckoning.values().get());
        }
        int k = reckoning.variables().size();
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            sums.add(",\n    sum(" + taken(metric, i) + ") AS t" + i);
        }
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                sums.add(
                        ",\n    sum(%s * %s) AS t%d_%d"
                                .formatted(taken(metric, i), taken(metric, j), i, j));
            }
        }
        return """
        SELECT variation, day%1$s, count(*) AS n%2$s
        FROM (
        %3$s
        ) visitors
        GROUP BY variation, day%1$s ORDER BY variation, day%1$s\
        """
                .formatted(
                        slices(""),
                        String.join("", sums),
                        indented(visitors(reckoning.variables())));
    }

    /// The values of a quantile's events: `visitor`, `variation`, `value`, slices.
    String values(Variable variable) {
        return """
        SELECT visitor, arm AS variation, value%s
        FROM (
        %s
        ) did %s (
        %s
        ) counted USING (visitor)
        WHERE value IS NOT NULL AND g0 AND %s\
        """
                .formatted(
                        slices(""),
                        indented(did(List.of(variable.goal()), false)),
                        dialect.join(),
                        indented(counted()),
                        span(variable));
    }

    /// Each visitor's first exposure, and how many variations they saw: `visitor`, `first`, `arm`,
    /// `variations`, slices.
    String exposed() {
        return """
        SELECT visitor, min(happened) AS first,
            %s AS arm,
            %s AS variations%s
        FROM %s
        WHERE %s
        GROUP BY visitor\
        """
                .formatted(
                        dialect.first("variation"),
                        dialect.different("variation"),
                        each(
                                campaign.slices().size(),
                                i -> ",\n    " + dialect.first(slice(i)) + " AS s" + i),
                        table,
                        isExposure() + seen);
    }

    /// Those who count.
    private String counted() {
        return """
        SELECT visitor, arm, first, %s AS day%s FROM (
        %s
        ) exposed%s\
        """
                .formatted(
                        dialect.day(days, "first"),
                        slices(""),
                        indented(exposed()),
                        campaign.multiple() == Campaign.Multiple.LEFT_OUT
                                ? " WHERE variations = 1"
                                : "");
    }

    /// Events with a column a goal that says whether they are of it. With exposures, everybody who
    /// was exposed has a row.
    private String did(List<Goal> goals, boolean withExposures) {
        String goal =
                "(kind = 1 AND name IN (%s))"
                        .formatted(
                                goals.stream()
                                        .map(one -> dialect.text(one.event()))
                                        .distinct()
                                        .collect(Collectors.joining(", ")));
        String rows =
                goals.isEmpty()
                        ? isExposure()
                        : withExposures ? "(" + goal + " OR (" + isExposure() + "))" : goal;
        return """
        SELECT visitor, happened, value%s
        FROM %s
        WHERE site = %s AND %s%s\
        """
                .formatted(
                        each(goals.size(), i -> ",\n    " + isOf(goals.get(i)) + " AS g" + i),
                        table,
                        dialect.text(site),
                        rows,
                        seen);
    }

    private String isOf(Goal goal) {
        return "(kind = 1 AND name = "
                + dialect.text(goal.event())
                + goal.filters().stream()
                        .map(filter -> " AND " + dialect.passes(filter))
                        .collect(Collectors.joining())
                + ")";
    }

    /// The condition that a row of `event` is an exposure that counts.
    String isExposure() {
        return "site = %s AND kind = 0 AND name = %s AND variation IN (%s) AND happened >= %d%s"
                .formatted(
                        dialect.text(site),
                        dialect.text(campaign.key()),
                        campaign.variations().stream()
                                .map(arm -> dialect.text(arm.name()))
                                .collect(Collectors.joining(", ")),
                        micros(campaign.from()),
                        campaign.until()
                                .map(until -> " AND happened < " + micros(until))
                                .orElse(""));
    }

    /// The text of a slice in an exposure's properties; empty where there is none.
    String slice(int index) {
        return dialect.property(campaign.slices().get(index));
    }

    private String taken(Metric metric, int i) {
        boolean isCapped = i == 0 && metric.cap().isPresent();
        return isCapped && metric.cap().get() instanceof Metric.Cap.At(double value)
                ? "least(v" + i + ", " + dialect.number(value) + ")"
                : "v" + i;
    }

    /// ` AND …` for each filter, in DuckDB's SQL.
    static String filters(String table, Goal goal) {
        return goal.filters().stream()
                .map(filter -> " AND " + DUCK.filter(table + "properties", filter))
                .collect(Collectors.joining());
    }

    private String span(Variable variable) {
        return switch (variable.span()) {
            case Variable.Span.After(var window) when window.isPresent() ->
                    "happened >= first AND happened < first + " + micros(window.get());
            case Variable.Span.After _ ->
                    "happened >= first"
                            + campaign.until()
                                    .map(until -> " AND happened < " + micros(until))
                                    .orElse("");
            case Variable.Span.Before(Duration before) ->
                    "happened >= first - " + micros(before) + " AND happened < first";
            case Variable.Span.Days(int from, int until) -> {
                String day = dialect.day(days, "happened");
                yield "happened >= first AND %1$s >= day + %2$d AND %1$s < day + %3$d"
                        .formatted(day, from, until);
            }
        };
    }

    /// A text as a constant, in DuckDB's SQL.
    static String text(String value) {
        return DUCK.text(value);
    }

    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), LocalDays.MICROS),
                instant.getNano() / 1_000);
    }

    static long micros(Duration duration) {
        return Math.addExact(
                Math.multiplyExact(duration.getSeconds(), LocalDays.MICROS),
                duration.getNano() / 1_000);
    }

    private String slices(String table) {
        return each(campaign.slices().size(), i -> ", " + table + "s" + i);
    }

    private static String indented(String text) {
        return text.indent(4).stripTrailing();
    }

    private static String each(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining());
    }
}
