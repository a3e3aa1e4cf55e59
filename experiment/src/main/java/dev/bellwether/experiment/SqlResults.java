package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Quantiles;
import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Results straight from [ResultSql]: nothing is kept, and each question reads all of the site's
/// events, once a metric. For checking, and for stores too small to matter.
final class SqlResults implements Results {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final EventStore store;
    private final InstantSource clock;

    SqlResults(EventStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public ResultsAnswer now(SiteId site, Campaign campaign, SliceFilter filter) {
        filter.check(campaign);
        try {
            return store.ask(
                    session ->
                            new ResultsAnswer.Told(
                                    new Question(session, site, campaign, filter)
                                            .answer(clock.instant())),
                    LIMIT);
        } catch (EventsUnavailable e) {
            return new ResultsAnswer.CannotSay(
                    ResultsAnswer.Cause.EVENTS_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ResultsAnswer kept(SiteId site, Campaign campaign, SliceFilter filter) {
        return now(site, campaign, filter);
    }

    @Override
    public List<SliceValue> slices(SiteId site, Campaign campaign, int most) {
        return store.ask(
                session -> new Question(session, site, campaign, SliceFilter.ALL).slices(most),
                LIMIT);
    }

    @Override
    public void close() {}

    /// One question in one view of the tables.
    private record Question(
            EventSession session,
            SiteId site,
            ResultSql sql,
            Campaign campaign,
            SliceFilter filter,
            List<String> arms) {
        Question(EventSession session, SiteId site, Campaign campaign, SliceFilter filter) {
            this(
                    session,
                    site,
                    new ResultSql(site.value(), campaign),
                    campaign,
                    filter,
                    campaign.variations().stream().map(Campaign.Arm::name).toList());
        }

        CampaignSums answer(Instant now) throws SQLException {
            List<CampaignSums.MetricSums> metrics = new ArrayList<>();
            for (Metric metric : campaign.metrics()) {
                if (metric.measure() instanceof Measure.Quantile quantile) {
                    metrics.add(ranked(metric, quantile.level()));
                    continue;
                }
                metrics.add(summed(metric, OptionalDouble.empty()));
                if (metric.cap().isPresent()) {
                    metrics.add(summed(metric, OptionalDouble.of(everybody().cap(metric))));
                }
            }
            long[] several = new long[1];
            each(
                    "SELECT * EXCLUDE (visitor, first) FROM (" + sql.exposed() + ")",
                    row -> several[0] += row.getLong("variations") > 1 ? 1 : 0);
            List<CampaignSums.Day> days = days();
            return new CampaignSums(
                    campaign,
                    now,
                    newest(),
                    Optional.empty(),
                    IntStream.range(0, arms.size())
                            .mapToObj(arm ->
                                    days.stream()
                                            .filter(day -> day.variation() == arm)
                                            .mapToLong(CampaignSums.Day::visitors)
                                            .sum())
                            .toList(),
                    days,
                    several[0],
                    metrics);
        }

        private List<CampaignSums.Day> days() throws SQLException {
            Map<List<Object>, Long> days = new HashMap<>();
            each(
                    sql.visitors(NOTHING),
                    row ->
                            days.merge(
                                    List.of(
                                            arms.indexOf(row.getString("variation")),
                                            row.getLong("day")),
                                    1L,
                                    Long::sum));
            return days.entrySet().stream()
                    .map(day ->
                            new CampaignSums.Day(
                                    (int) day.getKey().getFirst(),
                                    LocalDate.ofEpochDay((long) day.getKey().getLast()),
                                    day.getValue()))
                    .toList();
        }

        List<SliceValue> slices(int most) throws SQLException {
            Map<String, Map<String, long[]>> counts = new HashMap<>();
            each(
                    sql.visitors(NOTHING),
                    row -> {
                        for (int i = 0; i < campaign.slices().size(); i++) {
                            counts.computeIfAbsent(campaign.slices().get(i), _ -> new HashMap<>())
                                    .computeIfAbsent(
                                            row.getString("s" + i), _ -> new long[arms.size()])[
                                    arms.indexOf(row.getString("variation"))]++;
                        }
                    });
            return campaign.slices().stream()
                    .flatMap(slice -> sorted(slice, counts.getOrDefault(slice, Map.of()), most))
                    .toList();
        }

        private CampaignSums.Summed summed(Metric metric, OptionalDouble cap) throws SQLException {
            Reckoning reckoning = Reckoning.of(metric);
            int k = reckoning.variables().size();
            Metric asked =
                    cap.isPresent() && Double.isFinite(cap.getAsDouble())
                            ? metric.cappedAt(new Metric.Cap.At(cap.getAsDouble()))
                            : metric.uncapped();
            Map<List<Object>, SumsBuilder> cells = new HashMap<>();
            each(
                    sql.sums(asked),
                    row ->
                            cells.computeIfAbsent(
                                            List.of(
                                                    arms.indexOf(row.getString("variation")),
                                                    row.getLong("day")),
                                            _ -> new SumsBuilder(k))
                                    .add(sums(row, k)));
            List<CampaignSums.Cell> all = new ArrayList<>();
            cells.forEach((key, sums) ->
                    all.add(
                            new CampaignSums.Cell(
                                    (int) key.getFirst(),
                                    LocalDate.ofEpochDay((long) key.getLast()),
                                    sums.build())));
            return new CampaignSums.Summed(
                    metric, cap, reckoning.reading(), reckoning.covariates(), all);
        }

        private static Sums sums(ResultSet row, int k) throws SQLException {
            double[] sums = new double[k];
            double[][] products = new double[k][k];
            for (int i = 0; i < k; i++) {
                sums[i] = row.getDouble("t" + i);
                for (int j = i; j < k; j++) {
                    products[i][j] = row.getDouble("t" + i + "_" + j);
                }
            }
            return Sums.ofRaw(row.getLong("n"), sums, products);
        }

        /// A cap is one for all slices, so that they add up.
        private Question everybody() {
            return new Question(session, site, campaign, SliceFilter.ALL);
        }

        private double cap(Metric metric) throws SQLException {
            return switch (metric.cap().orElseThrow()) {
                case Metric.Cap.At(double value) -> value;
                case Metric.Cap.Percentile(double share) -> {
                    List<Double> values = new ArrayList<>();
                    each(
                            sql.visitors(Reckoning.of(metric).variables()),
                            row -> values.add(row.getDouble("v0")));
                    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
                    yield sorted.length == 0 ? Double.POSITIVE_INFINITY : Ranking.at(sorted, share);
                }
            };
        }

        private CampaignSums.Ranked ranked(Metric metric, double level) throws SQLException {
            Map<Integer, Map<Long, List<Double>>> all = new HashMap<>();
            each(
                    sql.values(Reckoning.of(metric).values().orElseThrow()),
                    row ->
                            all.computeIfAbsent(
                                            arms.indexOf(row.getString("variation")),
                                            _ -> new HashMap<>())
                                    .computeIfAbsent(row.getLong("visitor"), _ -> new ArrayList<>())
                                    .add(row.getDouble("value")));
            List<CampaignSums.Ranks> ranks = new ArrayList<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                ranks.add(ranks(all.getOrDefault(arm, Map.of()), level));
            }
            return new CampaignSums.Ranked(metric, ranks);
        }

        private static CampaignSums.Ranks ranks(Map<Long, List<Double>> events, double level) {
            double[] sorted =
                    events.values().stream()
                            .flatMap(List::stream)
                            .mapToDouble(v -> v)
                            .sorted()
                            .toArray();
            Answer<Quantiles.Ranked> values = Ranking.of(sorted, level);
            var below = new SumsBuilder(2);
            if (sorted.length > 0) {
                double at = Ranking.at(sorted, level);
                events.values()
                        .forEach(own ->
                                below.add(
                                        own.stream().filter(value -> value <= at).count(),
                                        own.size()));
            }
            return new CampaignSums.Ranks(sorted.length, values, below.build());
        }

        private Optional<Instant> newest() throws SQLException {
            List<Long> newest = new ArrayList<>();
            try (var statement = session.connection().createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "SELECT max(arrived) FROM event WHERE site = "
                                            + ResultSql.text(site.value()))) {
                while (row.next()) {
                    long micros = row.getLong(1);
                    if (!row.wasNull()) {
                        newest.add(micros);
                    }
                }
            }
            return newest.stream().findFirst().map(LocalDays::instant);
        }

        /// Rows whose slices pass.
        private void each(String question, Taking taking) throws SQLException {
            try (var statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery(question)) {
                while (row.next()) {
                    Map<String, String> cut = new HashMap<>();
                    if (!filter.isAll()) {
                        for (int i = 0; i < campaign.slices().size(); i++) {
                            cut.put(campaign.slices().get(i), row.getString("s" + i));
                        }
                    }
                    if (filter.passes(slice -> cut.getOrDefault(slice, ""))) {
                        taking.take(row);
                    }
                }
            }
        }
    }

    /// Asked of visitors, where only who they are matters.
    private static final List<Variable> NOTHING =
            List.of(
                    new Variable(
                            Goal.of(""),
                            Variable.Fold.ANY,
                            new Variable.Span.After(Optional.empty())));

    private static Stream<SliceValue> sorted(String slice, Map<String, long[]> counts, int most) {
        return counts.entrySet().stream()
                .map(one ->
                        new SliceValue(
                                slice,
                                one.getKey(),
                                Arrays.stream(one.getValue()).boxed().toList()))
                .sorted(SliceValue.MOST_FIRST)
                .limit(most);
    }

    private interface Taking {
        void take(ResultSet row) throws SQLException;
    }
}
