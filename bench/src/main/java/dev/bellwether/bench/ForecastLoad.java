package dev.bellwether.bench;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Guard;
import dev.bellwether.guard.GuardSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Each shape over one volume after the other, through a guard, with a customer's database for each
/// volume. What ran out of its cap on the way is asked once more without the guard, for its peak.
final class ForecastLoad implements AutoCloseable {
    static final long LIMIT = 2L << 30;

    private static final int CAMPAIGNS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ForecastEngine engine;
    private final HttpClient http = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom(20_261_123);
    private final List<ForecastRun> runs = new ArrayList<>();

    ForecastLoad(ForecastEngine engine) {
        this.engine = engine;
    }

    /// Rows of `visits`, and how often each shape is asked over them.
    record Volume(int rows, int times, boolean isTest) {}

    List<ForecastRun> run(List<Volume> volumes) throws IOException, InterruptedException {
        for (Volume volume : volumes) {
            load(volume.rows());
        }
        var settings =
                new GuardSettings(
                        List.of(engine.address()),
                        "127.0.0.1",
                        0,
                        LIMIT,
                        0,
                        0,
                        PATIENCE,
                        new GuardSettings.Login("default", ""),
                        Controls.Mode.FULL,
                        Optional.empty());
        try (var guard = new Guard(settings, InstantSource.system())) {
            guard.start();
            List<ForecastShape> shapes = ForecastShape.all(engine.isModern());
            for (Volume volume : volumes) {
                for (int i = 0; i < volume.times(); i++) {
                    for (ForecastShape shape : shapes) {
                        runs.add(ask(guard, shape, volume));
                    }
                }
            }
        }
        return List.copyOf(runs);
    }

    private ForecastRun ask(Guard guard, ForecastShape shape, Volume volume)
            throws IOException, InterruptedException {
        // Of 200 campaigns those above: from three quarters to all of the rows.
        int campaign = random.nextInt(6) * CAMPAIGNS / 20;
        String mark = "q" + runs.size();
        String sql = shape.sql(campaign, mark);
        long rows = rows(shape, campaign, volume);
        long ranOut = guard.status().counts().ranOut();
        HttpResponse<String> answer =
                send(
                        URI.create("http://127.0.0.1:" + guard.port()),
                        volume.rows(),
                        sql,
                        "&query_id=" + mark + "&log_queries=1");
        boolean hasRunOut = guard.status().counts().ranOut() > ranOut;
        boolean isAnswered = answer.statusCode() == 200;
        if (hasRunOut || !isAnswered) {
            mark = "straight" + runs.size();
            HttpResponse<String> straight =
                    send(
                            engine.address(),
                            volume.rows(),
                            shape.sql(campaign, mark),
                            "&query_id=" + mark + "&log_queries=1");
            if (straight.statusCode() != 200) {
                throw new IllegalStateException(sql + ": " + straight.body());
            }
        }
        return new ForecastRun(
                shape,
                volume.rows(),
                volume.isTest(),
                sql,
                rows,
                answer.headers().firstValueAsLong("X-Bellwether-Cap").orElse(0),
                hasRunOut,
                isAnswered,
                mark,
                Instant.now());
    }

    /// As the guard learns it: by `EXPLAIN ESTIMATE`, or of whole tables.
    private long rows(ForecastShape shape, int campaign, Volume volume)
            throws IOException, InterruptedException {
        if (!engine.isModern()) {
            return volume.rows() + (shape.readsOrders() ? volume.rows() / 2 : 0);
        }
        return send(engine.address(), volume.rows(), "EXPLAIN ESTIMATE " + shape.bare(campaign), "")
                .body()
                .lines()
                .mapToLong(line -> Long.parseLong(line.split("\t")[3]))
                .sum();
    }

    private HttpResponse<String> send(URI address, int volume, String sql, String parameters)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/?database=%s&max_threads=2%s"
                                                .formatted(address, database(volume), parameters)))
                        .POST(HttpRequest.BodyPublishers.ofString(sql))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String database(int volume) {
        return "v" + volume;
    }

    private void load(int rows) {
        ask("CREATE DATABASE " + database(rows), "default");
        for (String sql :
                new String[] {
                    """
                    CREATE TABLE visits (day Date, at DateTime, campaign UInt32, visitor UInt64,
                    session UInt64, country String, url String, spent Float64, tags Array(String))
                    ENGINE = MergeTree PARTITION BY toYYYYMM(day) ORDER BY (campaign, day)
                    """,
                    """
                    CREATE TABLE orders (visitor UInt64, product UInt32, price Float64)
                    ENGINE = MergeTree PARTITION BY tuple() ORDER BY visitor
                    """,
                    """
                    INSERT INTO visits SELECT toDate('2026-05-01') + number %% 30,
                    toDateTime('2026-05-01 00:00:00') + number %% 2592000,
                    intHash32(number) %% %d, intHash64(number) %% %d, intHash64(number + 1),
                    concat('c', toString(number %% 120)),
                    concat('https://example.com/product/', toString(intHash32(number) %% %d)),
                    number %% 9973 / 3,
                    arrayMap(x -> concat('tag', toString((number + x) %% 40)), range(number %% 4))
                    FROM (SELECT number FROM system.numbers LIMIT %d)
                    """
                            .formatted(CAMPAIGNS, rows / 3, rows / 10, rows),
                    """
                    INSERT INTO orders SELECT intHash64(number * 2) %% %d, number %% 5000,
                    number %% 977 / 7 FROM (SELECT number FROM system.numbers LIMIT %d)
                    """
                            .formatted(rows / 3, rows / 2)
                }) {
            ask(sql, database(rows));
        }
    }

    private void ask(String sql, String database) {
        GuardStory.ask(
                URI.create(
                        engine.address()
                                + "/?database="
                                + URLEncoder.encode(database, StandardCharsets.UTF_8)),
                sql);
    }

    @Override
    public void close() {
        http.close();
    }
}
