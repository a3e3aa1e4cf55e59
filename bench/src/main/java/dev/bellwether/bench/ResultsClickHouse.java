package dev.bellwether.bench;

import dev.bellwether.analytics.ClickHouseUrl;
import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventView;
import dev.bellwether.bed.ChdbNode;
import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.NodeSettings;
import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignSums;
import dev.bellwether.experiment.Results;
import dev.bellwether.experiment.SliceFilter;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `results-clickhouse`: the shop of [ResultsBench] with 4 million events in DuckDB, and the same
/// events through the log into Debian's ClickHouse and into a current engine: the same figures, and
/// how soon each has them. `-Dbellwether.results.events` for another size.
final class ResultsClickHouse {
    private static final long DEFAULT = 4_000_000;
    private static final int MEMORY = 1_024;
    private static final int BATCH = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Campaign CAMPAIGN = ResultsWorld.campaign();
    private static final SliceFilter FILTER = SliceFilter.of("country", "c3");

    private final PrintStream out;
    private final ResultsBars bars;
    private final long events = Long.getLong(ResultsBench.EVENTS, DEFAULT);

    private ResultsClickHouse(PrintStream out) {
        this.out = out;
        this.bars = new ResultsBars(out);
    }

    /// @return 0 when the figures are the same, 1 when not
    static int run(PrintStream out) {
        try {
            Quiet.logs();
            Path folder = Files.createTempDirectory("bellwether-results-clickhouse-");
            try {
                return new ResultsClickHouse(out).measure(folder);
            } finally {
                ResultsHouse.delete(folder);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int measure(Path folder) throws Exception {
        Path own = folder.resolve("duckdb");
        ResultsWorld.make(own, events);
        out.printf(
                Locale.ROOT,
                "%,d events of %,d visitors, 10 metrics, 2 variations; load %s%n%n",
                events,
                ResultsWorld.visitors(events),
                WatchScale.load());
        var settings = new EventSettings(own, MEMORY, 2, 4L << 30, Duration.ofMinutes(1));
        try (var duck = EventStore.open(settings, Instant::now)) {
            CampaignSums expected = duckdb(duck, folder);
            try (var node = DebianNode.start(folder.resolve("debian"), NodeSettings.plain())) {
                compare("Debian's ClickHouse", node.address(), duck, folder, expected);
            }
            try (var node = ChdbNode.start(folder.resolve("current"), 4_000_000_000L)) {
                compare("current engine", node.address(), duck, folder, expected);
            }
        }
        return bars.holds() ? 0 : 1;
    }

    private CampaignSums duckdb(EventStore duck, Path folder) throws Exception {
        double cold =
                ResultsHouse.median(() -> {
                    try (var results = Results.of(duck, folder.resolve("states"), Instant::now)) {
                        return now(results, SliceFilter.ALL);
                    }
                });
        bars.tell("DuckDB, states, cold", cold);
        try (var bySql = Results.bySql(duck, Instant::now)) {
            bars.tell(
                    "DuckDB, the same SQL", ResultsHouse.median(() -> now(bySql, SliceFilter.ALL)));
            return now(bySql, SliceFilter.ALL);
        }
    }

    private void compare(
            String name, URI address, EventStore duck, Path folder, CampaignSums expected)
            throws Exception {
        var settings =
                EventSettings.in(folder.resolve(name))
                        .at(ClickHouseUrl.of(address + "/default"), MEMORY);
        try (var store = EventStore.open(settings, Instant::now);
                var results = Results.of(store, folder.resolve("states"), Instant::now)) {
            double sent = ResultsHouse.timed(() -> send(duck, store));
            out.printf(
                    Locale.ROOT,
                    "%n%s: all events through the log in %.0f s, %,.0f a second%n",
                    name,
                    sent / 1e3,
                    events / sent * 1e3);
            store.health()
                    .trouble()
                    .ifPresent(why -> {
                        throw new IllegalStateException(why.why());
                    });
            bars.tell(name + ", all", ResultsHouse.median(() -> now(results, SliceFilter.ALL)));
            bars.tell(name + ", a filter", ResultsHouse.median(() -> now(results, FILTER)));
            bars.same(
                    ResultsHouse.numbers(now(results, SliceFilter.ALL)),
                    ResultsHouse.numbers(expected));
        }
    }

    private static CampaignSums now(Results results, SliceFilter filter) {
        return ResultsHouse.told(results.now(ResultsWorld.SITE, CAMPAIGN, filter));
    }

    private static boolean send(EventStore from, EventStore to) {
        List<Event> batch = new ArrayList<>();
        from.view(
                "bench",
                view -> {
                    view.each(
                            """
                            SELECT id, visitor, happened, kind, name, variation, value, properties
                            FROM event ORDER BY rowid\
                            """,
                            row -> {
                                batch.add(event(row));
                                if (batch.size() == BATCH) {
                                    to.take(ResultsWorld.SITE, List.copyOf(batch));
                                    batch.clear();
                                }
                            });
                    return true;
                },
                PATIENCE);
        to.take(ResultsWorld.SITE, List.copyOf(batch));
        to.apply();
        return true;
    }

    private static Event event(EventView.Row row) throws SQLException {
        return new Event(
                row.text("id"),
                "u" + row.whole("visitor"),
                Instant.EPOCH.plus(row.whole("happened"), ChronoUnit.MICROS),
                Event.Kind.values()[(int) row.whole("kind")],
                row.text("name"),
                row.text("variation"),
                row.number("value"),
                row.text("properties"));
    }
}
