package dev.bellwether.bench;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.Goal;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Family;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A shop with one campaign: 6 of 100 events are exposures, one of a thousand of them to the other
/// variation; nine of ten others are of six goals that metrics look at. Visitors are drawn evenly.
/// The first 29 days are written into the tables by SQL, in the order in which the program writes
/// them (200,000 events at a time, sorted by visitor); what comes later comes by the door.
final class ResultsWorld {
    static final SiteId SITE = new SiteId("shop");
    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final double MICROS = 29 * 86_400e6;
    private static final List<String> GOALS =
            List.of("order", "signup", "view", "cart", "search", "page_loaded_ms", "unrelated");
    private static final int[] UNTIL = {11, 16, 46, 60, 75, 90, 100};
    private static final int BATCH = 2_000;

    private ResultsWorld() {}

    static Campaign campaign() {
        Goal order = Goal.of("order");
        Goal view = Goal.of("view");
        Duration week = Duration.ofDays(7);
        return new Campaign(
                        "blue",
                        List.of(new Campaign.Arm("control", 1), new Campaign.Arm("treatment", 1)),
                        FROM,
                        Optional.of(FROM.plus(Duration.ofDays(31))),
                        ZoneId.of("Europe/Berlin"),
                        Campaign.Multiple.LEFT_OUT,
                        List.of("country", "device"),
                        List.of(
                                metric("ordered", new Measure.Conversion(order)),
                                metric("signed", new Measure.Conversion(Goal.of("signup")))
                                        .within(week),
                                metric("carted", new Measure.Conversion(Goal.of("cart"))),
                                metric("views", new Measure.Count(view)),
                                metric("revenue", new Measure.Total(order)),
                                metric("searches", new Measure.Count(Goal.of("search")))
                                        .within(week),
                                metric("basket", ratio(order, true, order)),
                                metric("orders-a-view", ratio(order, false, view)),
                                metric("p90", quantile(0.9)),
                                metric("median", quantile(0.5))))
                .checked();
    }

    private static Metric metric(String key, Measure measure) {
        return Metric.of(key, key, measure, Family.Role.SECONDARY);
    }

    private static Measure ratio(Goal top, boolean isValue, Goal bottom) {
        return new Measure.Ratio(new Measure.Term(top, isValue), new Measure.Term(bottom, false));
    }

    private static Measure quantile(double level) {
        return new Measure.Quantile(Goal.of("page_loaded_ms"), level);
    }

    static long visitors(long events) {
        return events / 20;
    }

    /// Fills an empty folder.
    static void make(Path folder, long events) throws SQLException {
        EventStore.open(EventSettings.in(folder), Instant::now).close();
        try (var file =
                        DriverManager.getConnection(
                                "jdbc:duckdb:" + folder.resolve("events.duckdb"));
                var statement = file.createStatement()) {
            statement.execute("SET memory_limit = '1GB'; SET threads = 2");
            statement.execute(
                    "INSERT INTO visitor SELECT 'shop', 'u' || i, nextval('visitor_number') FROM"
                            + " range(1, "
                            + (visitors(events) + 1)
                            + ") r(i)");
            long step = Math.min(events, 2_000_000);
            for (long at = 0; at < events; at += step) {
                statement.execute(rows(events, at, Math.min(events, at + step)));
            }
            statement.execute("UPDATE log_position SET applied = 1");
            statement.execute("CHECKPOINT");
        }
    }

    private static String rows(long events, long from, long until) {
        return """
        INSERT INTO event
        SELECT 'shop', 'e' || i, (hash(i) >> 1)::BIGINT, v, t, t + 1000000, k, name, variation,
            value, props, 0
        FROM (
            SELECT i, v, %d + (i::DOUBLE * %s)::BIGINT AS t, (d >= 6)::TINYINT AS k,
                CASE WHEN d < 6 THEN 'blue' WHEN d < 11 THEN 'order' WHEN d < 16 THEN 'signup'
                    WHEN d < 46 THEN 'view' WHEN d < 60 THEN 'cart' WHEN d < 75 THEN 'search'
                    WHEN d < 90 THEN 'page_loaded_ms' ELSE 'unrelated' END AS name,
                CASE WHEN d < 6 THEN
                    CASE WHEN (v + (hash(i + 11) %% 1000 = 0)::BIGINT) %% 2 = 0
                    THEN 'control' ELSE 'treatment' END ELSE '' END AS variation,
                CASE WHEN d >= 6 THEN (hash(i + 7) %% 40000)::DOUBLE / 100 END AS value,
                CASE WHEN d < 6 THEN '{"country":"c' || (hash(v + 1) %% 40) || '","device":"d'
                    || (hash(v + 2) %% 3) || '"}' ELSE '' END AS props
            FROM (SELECT i, (1 + hash(i + 3) %% %d)::BIGINT AS v, hash(i + 1) %% 100 AS d
                  FROM range(%d, %d) r(i)))
        ORDER BY i // 200000, v, t\
        """
                .formatted(
                        FROM.getEpochSecond() * 1_000_000,
                        MICROS / events,
                        visitors(events),
                        from,
                        until);
    }

    /// `count` events that come after what is there, as senders send them.
    static void take(EventStore store, long events, int turn, int count) {
        var random = new SplittableRandom(turn);
        double micros = MICROS / events;
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long visitor = 1 + random.nextLong(visitors(events));
            int drawn = random.nextInt(100);
            Instant at =
                    FROM.plusNanos(1_000L * (long) (MICROS + micros * ((long) turn * count + i)));
            batch.add(event(turn + "-" + i, visitor, drawn, at, random));
            if (batch.size() == BATCH || i == count - 1) {
                store.take(SITE, batch);
                batch = new ArrayList<>();
            }
        }
        store.apply();
    }

    private static Event event(
            String id, long visitor, int drawn, Instant at, SplittableRandom random) {
        String name = "u" + visitor;
        if (drawn < 6) {
            return new Event(
                    id,
                    name,
                    at,
                    Event.Kind.EXPOSURE,
                    "blue",
                    (visitor + (random.nextInt(1_000) == 0 ? 1 : 0)) % 2 == 0
                            ? "control"
                            : "treatment",
                    Double.NaN,
                    "{\"country\":\"c" + visitor % 40 + "\",\"device\":\"d" + visitor % 3 + "\"}");
        }
        int goal = 0;
        while (drawn >= UNTIL[goal]) {
            goal++;
        }
        return new Event(
                id,
                name,
                at,
                Event.Kind.GOAL,
                GOALS.get(goal),
                "",
                random.nextInt(40_000) / 100.0,
                "");
    }
}
