package dev.bellwether.experiment;

import dev.bellwether.analytics.EventView;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a campaign came to, asked of one view in SQL: one pass for all sums, and one or two more
/// for each percentile and quantile.
final class SqlQuestion {
    private final EventView view;
    private final SiteId site;
    private final Campaign campaign;
    private final ResultSql sql;
    private final List<String> arms;
    private final String where;
    private final int parts;
    private final Plan plan;

    private record Place(int arm, long day) {}

    /// @param parts of the visitors that are asked one after the other
    SqlQuestion(EventView view, SiteId site, Campaign campaign, SliceFilter filter, int parts) {
        this.view = view;
        this.site = site;
        this.campaign = campaign;
        this.sql = ResultSql.of(site.value(), campaign, view);
        this.arms = campaign.variations().stream().map(Campaign.Arm::name).toList();
        this.where = CellsSql.where(filter, campaign.slices(), sql.dialect());
        this.parts = parts;
        this.plan = new Plan(campaign);
    }

    CampaignSums answer(Instant now) throws SQLException {
        List<Plan.Column> columns = columns();
        var cells = new CellsSql(sql, plan.variables, columns);
        Map<Place, Long> days = new HashMap<>();
        List<Map<Place, SumsBuilder>> sums = new ArrayList<>();
        columns.forEach(_ -> sums.add(new HashMap<>()));
        each(
                part -> cells.text(part, where),
                row -> {
                    var place = new Place(arm(row), row.whole("day"));
                    days.merge(place, row.whole("n"), Long::sum);
                    for (int i = 0; i < columns.size(); i++) {
                        Plan.Column column = columns.get(i);
                        sums.get(i)
                                .computeIfAbsent(
                                        place, _ -> new SumsBuilder(column.variables().length))
                                .add(cells.of(column, row));
                    }
                });
        List<CampaignSums.MetricSums> metrics = new ArrayList<>();
        int at = 0;
        for (Metric metric : campaign.metrics()) {
            if (metric.measure() instanceof Measure.Quantile quantile) {
                metrics.add(ranked(metric, quantile.level()));
                continue;
            }
            metrics.add(summed(metric, OptionalDouble.empty(), sums.get(at++)));
            if (metric.cap().isPresent()) {
                OptionalDouble cap = OptionalDouble.of(columns.get(at).cap());
                metrics.add(summed(metric, cap, sums.get(at++)));
            }
        }
        return new CampaignSums(
                campaign,
                now,
                newest(),
                Optional.empty(),
                IntStream.range(0, arms.size()).mapToObj(arm -> visitors(days, arm)).toList(),
                days.entrySet().stream()
                        .map(day ->
                                new CampaignSums.Day(
                                        day.getKey().arm(),
                                        LocalDate.ofEpochDay(day.getKey().day()),
                                        day.getValue()))
                        .toList(),
                several(),
                metrics);
    }

    private static long visitors(Map<Place, Long> days, int arm) {
        return days.entrySet().stream()
                .filter(day -> day.getKey().arm() == arm)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// With the caps of percentiles, which are of everybody, so that slices add up.
    private List<Plan.Column> columns() throws SQLException {
        List<Plan.Column> columns = new ArrayList<>();
        for (Plan.Column column : plan.columns) {
            boolean isKnown =
                    column.isKept()
                            || !(column.metric().cap().orElseThrow()
                                    instanceof Metric.Cap.Percentile);
            columns.add(
                    isKnown
                            ? column
                            : new Plan.Column(column.metric(), column.variables(), cap(column)));
        }
        return columns;
    }

    private double cap(Plan.Column column) throws SQLException {
        var percentile = (Metric.Cap.Percentile) column.metric().cap().orElseThrow();
        Variable variable = plan.variables.get(column.variables()[0]);
        var all = new Histogram();
        each(
                part ->
                        "SELECT v0 AS value, count(*) AS n FROM (\n%s\n) visitors GROUP BY v0"
                                .formatted(part.visitors(List.of(variable))),
                row -> all.add(row.number("value"), row.whole("n")));
        return all.size() == 0 ? Double.POSITIVE_INFINITY : all.at(percentile.share());
    }

    private static CampaignSums.Summed summed(
            Metric metric, OptionalDouble cap, Map<Place, SumsBuilder> sums) {
        Reckoning reckoning = Reckoning.of(metric);
        return new CampaignSums.Summed(
                metric,
                cap,
                reckoning.reading(),
                reckoning.covariates(),
                sums.entrySet().stream()
                        .map(cell ->
                                new CampaignSums.Cell(
                                        cell.getKey().arm(),
                                        LocalDate.ofEpochDay(cell.getKey().day()),
                                        cell.getValue().build()))
                        .toList());
    }

    private CampaignSums.Ranked ranked(Metric metric, double level) throws SQLException {
        Variable variable = Reckoning.of(metric).values().orElseThrow();
        List<Histogram> values = arms.stream().map(_ -> new Histogram()).toList();
        each(
                part ->
                        "SELECT variation, value, count(*) AS n FROM (\n%s\n) own%s GROUP BY variation, value"
                                .formatted(part.values(variable), condition()),
                row -> values.get(arm(row)).add(row.number("value"), row.whole("n")));
        List<SumsBuilder> below = arms.stream().map(_ -> new SumsBuilder(2)).toList();
        if (values.stream().anyMatch(own -> own.size() > 0)) {
            each(
                    part -> below(part.values(variable), values, level),
                    row ->
                            below.get(arm(row))
                                    .add(
                                            Sums.ofRaw(
                                                    row.whole("n"),
                                                    new double[] {row.number("b"), row.number("c")},
                                                    new double[][] {
                                                        {row.number("bb"), row.number("bc")},
                                                        {0, row.number("cc")}
                                                    })));
        }
        List<CampaignSums.Ranks> ranks = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            ranks.add(
                    new CampaignSums.Ranks(
                            values.get(arm).size(),
                            values.get(arm).ranked(level),
                            below.get(arm).build()));
        }
        return new CampaignSums.Ranked(metric, ranks);
    }

    /// How many of a visitor's events are at most the quantile, and how many there are; their sums.
    private String below(String own, List<Histogram> values, double level) {
        String most =
                IntStream.range(0, arms.size())
                        .filter(arm -> values.get(arm).size() > 0)
                        .mapToObj(arm ->
                                "(variation = %s AND value <= %s)"
                                        .formatted(
                                                sql.dialect().text(arms.get(arm)),
                                                sql.dialect().number(values.get(arm).at(level))))
                        .collect(Collectors.joining(" OR "));
        return """
        SELECT variation, count(*) AS n, sum(below) AS b, sum(events) AS c,
            sum(below * below) AS bb, sum(below * events) AS bc, sum(events * events) AS cc
        FROM (
            SELECT visitor, variation, sum(CASE WHEN %s THEN 1 ELSE 0 END) AS below,
                count(*) AS events
            FROM (
        %s
            ) own%s
            GROUP BY visitor, variation
        ) each_visitor
        GROUP BY variation\
        """
                .formatted(most, own, condition());
    }

    private String condition() {
        return where.isEmpty() ? "" : " WHERE " + where;
    }

    private long several() throws SQLException {
        long[] several = new long[1];
        String passing = where.isEmpty() ? "" : " AND " + where;
        each(
                part ->
                        "SELECT count(*) AS n FROM (\n%s\n) exposed WHERE variations > 1%s"
                                .formatted(part.exposed(), passing),
                row -> several[0] += row.whole("n"));
        return several[0];
    }

    private Optional<Instant> newest() throws SQLException {
        long[] newest = new long[2];
        view.each(
                "SELECT count(*) AS n, max(arrived) AS newest FROM %s WHERE site = %s AND %s"
                        .formatted(view.table(), sql.dialect().text(site.value()), view.seen()),
                row -> {
                    newest[0] = row.whole("n");
                    newest[1] = row.whole("newest");
                });
        return newest[0] == 0 ? Optional.empty() : Optional.of(LocalDays.instant(newest[1]));
    }

    List<Results.SliceValue> slices(int most) throws SQLException {
        List<Results.SliceValue> all = new ArrayList<>();
        for (int i = 0; i < campaign.slices().size(); i++) {
            String slice = campaign.slices().get(i);
            String column = "s" + i;
            Map<String, long[]> counts = new HashMap<>();
            each(
                    part ->
                            "SELECT variation, %1$s, count(*) AS n FROM (\n%2$s\n) visitors GROUP BY variation, %1$s"
                                    .formatted(column, part.visitors(List.of())),
                    row ->
                            counts.computeIfAbsent(row.text(column), _ -> new long[arms.size()])[
                                            arm(row)] +=
                                    row.whole("n"));
            counts.entrySet().stream()
                    .map(one ->
                            new Results.SliceValue(
                                    slice,
                                    one.getKey(),
                                    Arrays.stream(one.getValue()).boxed().toList()))
                    .sorted(Results.SliceValue.MOST_FIRST)
                    .limit(most)
                    .forEach(all::add);
        }
        return all;
    }

    private int arm(EventView.Row row) throws SQLException {
        return arms.indexOf(row.text("variation"));
    }

    private void each(Function<ResultSql, String> question, EventView.Taking taking)
            throws SQLException {
        for (int part = 0; part < parts; part++) {
            view.each(question.apply(sql.part(part, parts)), taking);
        }
    }
}
