package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.EventSession;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seeded random campaigns and events, brought in over several batches: what the tables answer is
/// what the page says, visitor by visitor and sum by sum, exactly. `-Dresults.worlds=5000` for
/// more.
class ResultsAreThoseOfThePlainReadingTest {
    private static final int WORLDS = Integer.getInteger("results.worlds", 40);
    private static final int BATCHES = 3;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir Path folder;

    @Test
    void afterEachBatch() {
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        List<ResultsWorld> worlds = new ArrayList<>();
        for (int seed = 0; seed < WORLDS; seed++) {
            worlds.add(new ResultsWorld(seed));
        }
        long[] met = new long[2];
        try (var store = EventStore.open(EventSettings.in(folder), () -> now);
                var kept = Results.of(store, folder.resolve("states"), () -> now);
                var bySql = Results.bySql(store, () -> now)) {
            for (int batch = 1; batch <= BATCHES; batch++) {
                for (int seed = 0; seed < WORLDS; seed++) {
                    var events = worlds.get(seed).events;
                    int from = events.size() * (batch - 1) / BATCHES;
                    store.take(site(seed), events.subList(from, events.size() * batch / BATCHES));
                }
                store.apply();
                for (int seed = 0; seed < WORLDS; seed++) {
                    ResultsWorld world = worlds.get(seed);
                    int known = world.events.size() * batch / BATCHES;
                    var plain = new PlainResults(world.campaign, world.events.subList(0, known));
                    check(store, seed, world.campaign, plain);
                    check(kept, seed, world, plain);
                    if (batch == BATCHES && seed % 4 == 0) {
                        check(bySql, seed, world, plain);
                    }
                    met[0] += plain.rows(List.of()).size();
                    met[1] += plain.multiple();
                }
            }
        }
        assertThat(met[0]).as("visitors who count").isGreaterThan(WORLDS * 3L);
        assertThat(met[1]).as("visitors of several variations").isGreaterThan(WORLDS / 2);
    }

    private static void check(Results results, int seed, ResultsWorld world, PlainResults plain) {
        String told = "seed " + seed;
        var random = new Random(seed);
        for (SliceFilter filter : List.of(SliceFilter.ALL, world.filter(random, 2))) {
            ResultsAnswer answer = results.now(site(seed), world.campaign, filter);
            assertThat(answer).as(told).isInstanceOf(ResultsAnswer.Told.class);
            ResultsCheck.same(told, ((ResultsAnswer.Told) answer).sums(), plain, filter);
        }
    }

    private static SiteId site(int seed) {
        return new SiteId("site-" + seed);
    }

    private static void check(EventStore store, int seed, Campaign campaign, PlainResults plain) {
        var sql = new ResultSql(site(seed).value(), campaign);
        for (Metric metric : campaign.metrics()) {
            String told = "seed " + seed + ", " + campaign.zone() + ", " + metric;
            Reckoning reckoning = Reckoning.of(metric);
            if (reckoning.values().isPresent()) {
                Variable values = reckoning.values().get();
                List<String> answered =
                        store.ask(session -> values(session, sql.values(values)), LIMIT);
                assertThat(answered).as(told).isEqualTo(plain.quantileValues(values));
                continue;
            }
            List<Variable> variables = reckoning.variables();
            Map<String, PlainResults.Row> rows = plain.rows(variables);
            Map<String, PlainResults.Row> answered =
                    store.ask(
                            session ->
                                    rows(
                                            session,
                                            sql.visitors(variables),
                                            campaign.slices().size(),
                                            variables.size()),
                            LIMIT);
            assertThat(answered).as(told).isEqualTo(rows);
            Map<String, List<Double>> summed =
                    store.ask(session -> sums(session, sql.sums(metric.uncapped())), LIMIT);
            assertThat(summed).as(told).isEqualTo(sums(rows, variables.size()));
        }
    }

    private static Map<String, PlainResults.Row> rows(
            EventSession session, String sql, int slices, int variables) throws SQLException {
        Map<String, PlainResults.Row> rows = new TreeMap<>();
        try (var statement = session.connection().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT who.name, q.* EXCLUDE (visitor) FROM ("
                                        + sql
                                        + ") q JOIN visitor who ON who.number = q.visitor")) {
            while (row.next()) {
                List<String> cut = new ArrayList<>();
                for (int i = 0; i < slices; i++) {
                    cut.add(row.getString(5 + i));
                }
                List<Double> values = new ArrayList<>();
                for (int i = 0; i < variables; i++) {
                    values.add(row.getDouble(5 + slices + i));
                }
                rows.put(
                        row.getString(1),
                        new PlainResults.Row(row.getString(2), row.getLong(3), cut, values));
            }
        }
        return rows;
    }

    private static List<String> values(EventSession session, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString("variation") + " " + row.getDouble("value"));
            }
        }
        return values.stream().sorted().toList();
    }

    private static Map<String, List<Double>> sums(EventSession session, String sql)
            throws SQLException {
        Map<String, List<Double>> sums = new TreeMap<>();
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                int at = row.findColumn("n");
                var key = new StringBuilder();
                for (int i = 1; i < at; i++) {
                    key.append(row.getString(i)).append(' ');
                }
                List<Double> numbers = new ArrayList<>();
                for (int i = at; i <= columns; i++) {
                    numbers.add(row.getDouble(i));
                }
                sums.put(key.toString(), numbers);
            }
        }
        return sums;
    }

    private static Map<String, List<Double>> sums(Map<String, PlainResults.Row> rows, int k) {
        Map<String, double[]> cells = new TreeMap<>();
        for (PlainResults.Row row : rows.values()) {
            String key =
                    row.variation()
                            + " "
                            + row.day()
                            + " "
                            + (row.slices().isEmpty() ? "" : String.join(" ", row.slices()) + " ");
            double[] cell = cells.computeIfAbsent(key, _ -> new double[1 + k + k * (k + 1) / 2]);
            int at = 0;
            cell[at++]++;
            for (int i = 0; i < k; i++) {
                cell[at++] += row.values().get(i);
            }
            for (int i = 0; i < k; i++) {
                for (int j = i; j < k; j++) {
                    cell[at++] += row.values().get(i) * row.values().get(j);
                }
            }
        }
        Map<String, List<Double>> sums = new TreeMap<>();
        cells.forEach((key, cell) -> sums.put(key, Arrays.stream(cell).boxed().toList()));
        return sums;
    }
}
