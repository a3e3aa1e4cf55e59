package dev.bellwether.experiment;

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
/// Only constants that were checked stand in it, texts in quotes.
public final class ResultSql {
    private static final int DAYS_AFTER_THE_END = 800;

    private final String site;
    private final Campaign campaign;
    private final LocalDays days;

    /// @param site whose events are meant, its id
    public ResultSql(String site, Campaign campaign) {
        this.site = site;
        this.campaign = campaign;
        this.days = days(campaign);
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
        return """
        WITH exposed AS (
        %s
        ), counted AS (
            SELECT visitor, variation, first, %s AS day%s
            FROM exposed%s
        )
        SELECT c.visitor, c.variation, c.day, c.first%s%s
        FROM counted c
        LEFT JOIN event e ON e.visitor = c.visitor AND e.site = %s AND e.kind = 1
            AND e.name IN (%s)
        GROUP BY ALL\
        """
                .formatted(
                        exposed().indent(4).stripTrailing(),
                        days.sql("first"),
                        each(campaign.slices().size(), i -> ", s" + i),
                        campaign.multiple() == Campaign.Multiple.LEFT_OUT
                                ? " WHERE variations = 1"
                                : "",
                        each(campaign.slices().size(), i -> ", c.s" + i),
                        each(
                                variables.size(),
                                i -> ",\n    " + column(variables.get(i)) + " AS v" + i),
                        text(site),
                        names(variables));
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
            sums.add(",\n    sum(" + taken(metric, reckoning, i) + ") AS t" + i);
        }
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                sums.add(
                        ",\n    sum(%s * %s) AS t%d_%d"
                                .formatted(
                                        taken(metric, reckoning, i),
                                        taken(metric, reckoning, j),
                                        i,
                                        j));
            }
        }
        return """
        WITH visitors AS (
        %s
        )
        SELECT variation, day%s, count(*) AS n%s
        FROM visitors GROUP BY ALL ORDER BY ALL\
        """
                .formatted(
                        visitors(reckoning.variables()).indent(4).stripTrailing(),
                        each(campaign.slices().size(), i -> ", s" + i),
                        String.join("", sums));
    }

    /// The values of a quantile's events: `visitor`, `variation`, `value`, slices.
    String values(Variable variable) {
        return """
        WITH exposed AS (
        %s
        ), counted AS (
            SELECT visitor, variation, first, %s AS day%s FROM exposed%s
        )
        SELECT c.visitor, c.variation, e.value%s
        FROM counted c
        JOIN event e ON e.visitor = c.visitor AND e.site = %s AND e.kind = 1
            AND e.name = %s
        WHERE e.value IS NOT NULL AND %s\
        """
                .formatted(
                        exposed().indent(4).stripTrailing(),
                        days.sql("first"),
                        each(campaign.slices().size(), i -> ", s" + i),
                        campaign.multiple() == Campaign.Multiple.LEFT_OUT
                                ? " WHERE variations = 1"
                                : "",
                        each(campaign.slices().size(), i -> ", c.s" + i),
                        text(site),
                        text(variable.goal().event()),
                        matches(variable));
    }

    /// Each visitor's first exposure, and how many variations they saw.
    String exposed() {
        return """
        SELECT visitor, min(happened) AS first,
            arg_min(variation, {'t': happened, 'i': id}) AS variation,
            count(DISTINCT variation) AS variations%s
        FROM event
        WHERE %s
        GROUP BY visitor\
        """
                .formatted(
                        each(
                                campaign.slices().size(),
                                i ->
                                        ",\n    arg_min(%s, {'t': happened, 'i': id}) AS s%d"
                                                .formatted(slice(i), i)),
                        isExposure());
    }

    /// The condition that a row of `event` is an exposure that counts.
    String isExposure() {
        return "site = %s AND kind = 0 AND name = %s AND variation IN (%s) AND happened >= %d%s"
                .formatted(
                        text(site),
                        text(campaign.key()),
                        campaign.variations().stream()
                                .map(arm -> text(arm.name()))
                                .collect(Collectors.joining(", ")),
                        micros(campaign.from()),
                        campaign.until()
                                .map(until -> " AND happened < " + micros(until))
                                .orElse(""));
    }

    /// The text of a slice in an exposure's properties; empty where there is none.
    String slice(int index) {
        return "coalesce(" + property("properties", campaign.slices().get(index)) + ", '')";
    }

    private String taken(Metric metric, Reckoning reckoning, int i) {
        boolean isCapped = i == 0 && metric.cap().isPresent();
        return isCapped && metric.cap().get() instanceof Metric.Cap.At(double value)
                ? "least(v" + i + ", " + value + ")"
                : "v" + i;
    }

    private String column(Variable variable) {
        String when =
                "CASE WHEN e.name = %s AND %s THEN "
                        .formatted(text(variable.goal().event()), matches(variable));
        return switch (variable.fold()) {
            case ANY -> "coalesce(max(" + when + "1.0::DOUBLE END), 0)";
            case COUNT -> "coalesce(sum(" + when + "1.0::DOUBLE END), 0)";
            case TOTAL -> "coalesce(sum(" + when + "e.value END), 0)";
            case SECONDS ->
                    "coalesce((max(%se.happened END) - min(%se.happened END)) / 1e6, 0)"
                            .formatted(when, when);
        };
    }

    private String matches(Variable variable) {
        String filters = filters("e.", variable.goal());
        return filters.isEmpty() ? span(variable.span()) : span(variable.span()) + filters;
    }

    /// ` AND …` for each filter.
    static String filters(String table, Goal goal) {
        return goal.filters().stream()
                .map(filter -> " AND " + filter(table + "properties", filter))
                .collect(Collectors.joining());
    }

    private static String filter(String properties, Goal.Filter filter) {
        String property = property(properties, filter.property());
        String number = "TRY_CAST(" + property + " AS DOUBLE)";
        return switch (filter.test()) {
            case IS -> "coalesce(" + property + " = " + text(filter.value()) + ", false)";
            case IS_NOT -> "coalesce(" + property + " <> " + text(filter.value()) + ", false)";
            case AT_LEAST -> "coalesce(" + number + " >= " + number(filter) + ", false)";
            case BELOW -> "coalesce(" + number + " < " + number(filter) + ", false)";
        };
    }

    private static String number(Goal.Filter filter) {
        return Double.parseDouble(filter.value()) + "::DOUBLE";
    }

    private static String property(String properties, String name) {
        return "CASE WHEN "
                + properties
                + " <> '' THEN json_extract_string("
                + properties
                + ", "
                + text("$.\"" + name + "\"")
                + ") END";
    }

    private String span(Variable.Span span) {
        return switch (span) {
            case Variable.Span.After(var window) when window.isPresent() ->
                    "e.happened >= c.first AND e.happened < c.first + " + micros(window.get());
            case Variable.Span.After _ ->
                    "e.happened >= c.first"
                            + campaign.until()
                                    .map(until -> " AND e.happened < " + micros(until))
                                    .orElse("");
            case Variable.Span.Before(Duration before) ->
                    "e.happened >= c.first - " + micros(before) + " AND e.happened < c.first";
            case Variable.Span.Days(int from, int until) ->
                    "e.happened >= c.first AND %s >= c.day + %d AND %s < c.day + %d"
                            .formatted(days.sql("e.happened"), from, days.sql("e.happened"), until);
        };
    }

    private static String names(List<Variable> variables) {
        return variables.stream()
                .map(variable -> text(variable.goal().event()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
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

    private static String each(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining());
    }
}
