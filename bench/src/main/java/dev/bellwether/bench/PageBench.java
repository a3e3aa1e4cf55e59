package dev.bellwether.bench;

import dev.bellwether.model.Job;
import dev.bellwether.server.PagesOnly;
import dev.bellwether.statuspage.PageSettings;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// How fast is a page beside nginx, which serves the same files from disk with `sendfile` and, for
/// gzip, `gzip_static`? Rounds alternate; the median of the rounds counts. Then the same with the
/// database stopped for more than a minute.
public final class PageBench {
    static final double BAR = 0.8;
    static final double LATENCY_BAR = 2.0;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 3;

    private record Case(String name, String path, boolean gzip) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("front page", "/", false),
                    new Case("front page, gzip", "/", true),
                    new Case("summary.json", "/api/v2/summary.json", false),
                    new Case("summary.json, gzip", "/api/v2/summary.json", true));

    private PageBench() {}

    /// @return 0 when the bar holds, 1 when not or when a program is missing
    public static int run(PrintStream out) {
        Quiet.logs();
        Optional<String> nginx = Program.find("nginx");
        Optional<String> wrk = Program.find("wrk");
        if (nginx.isEmpty() || wrk.isEmpty()) {
            String missing = (nginx.isEmpty() ? " nginx" : "") + (wrk.isEmpty() ? " wrk" : "");
            out.println("This benchmark needs" + missing + ": apt-get install" + missing);
            return 1;
        }
        try {
            return run(out, nginx.get(), wrk.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(PrintStream out, String nginx, String wrk) throws IOException {
        Path directory = Files.createTempDirectory("bellwether-page");
        var now = new AtomicReference<>(Instant.now());
        InstantSource clock = now::get;
        Store store = Store.open(StoreSettings.sqlite(directory.resolve("bench.db")), clock);
        var settings =
                new PageSettings(
                        Optional.of(directory.resolve("data")),
                        Optional.of(directory.resolve("www")),
                        "https://status.example.com");
        var pages = new PublishedPages(settings, clock);
        List<Job> jobs = pages.jobs(store);
        PageFacts.services(store, 20, clock.instant(), 7);
        PageFacts.pastIncidents(store, 10, clock.instant());
        new StatusPages(store)
                .create(
                        PageFacts.ORGANIZATION,
                        PageFacts.page("main", 0, 20, true, clock.instant()),
                        PageFacts.ACTOR);
        jobs.forEach(job -> job.run(clock.instant()));
        boolean holds;
        try (var server = new PagesOnly(pages, clock);
                var peer = new Nginx(nginx, directory)) {
            holds = measure(out, "database running", wrk, server.port(), peer.port());
            store.close();
            now.set(clock.instant().plus(Duration.ofSeconds(90)));
            pages.ageing().run(clock.instant());
            holds &= measure(out, "database stopped", wrk, server.port(), peer.port());
        }
        out.println(
                "bar page: "
                        + (holds ? "holds" : "falls short")
                        + " (requests per second ≥ "
                        + BAR
                        + " × nginx and p99 ≤ "
                        + LATENCY_BAR
                        + " × nginx, medians of "
                        + ROUNDS
                        + " rounds)");
        return holds ? 0 : 1;
    }

    private static boolean measure(PrintStream out, String when, String wrk, int ours, int nginx) {
        for (Case one : CASES) {
            Wrk.run(wrk, ours, one.path(), one.gzip(), SECONDS);
        }
        Map<String, List<Wrk.Result>> results = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Case one : CASES) {
                results.computeIfAbsent("n" + one, k -> new ArrayList<>())
                        .add(Wrk.run(wrk, nginx, one.path(), one.gzip(), SECONDS));
                results.computeIfAbsent("o" + one, k -> new ArrayList<>())
                        .add(Wrk.run(wrk, ours, one.path(), one.gzip(), SECONDS));
            }
        }
        out.printf("%n%s%n", when);
        out.println(
                "| file               | nginx req/s | ours req/s | ratio | nginx p99 ms | ours p99 ms |");
        out.println(
                "| ------------------ | ----------: | ---------: | ----: | -----------: | ----------: |");
        boolean holds = true;
        for (Case one : CASES) {
            Wrk.Result peer = Wrk.median(results.getOrDefault("n" + one, List.of()));
            Wrk.Result own = Wrk.median(results.getOrDefault("o" + one, List.of()));
            double ratio = own.rate() / peer.rate();
            holds &= ratio >= BAR && own.p99Millis() <= LATENCY_BAR * peer.p99Millis();
            out.printf(
                    Locale.ROOT,
                    "| %-18s | %11.0f | %10.0f | %5.2f | %12.2f | %11.2f |%n",
                    one.name(),
                    peer.rate(),
                    own.rate(),
                    ratio,
                    peer.p99Millis(),
                    own.p99Millis());
        }
        return holds;
    }
}
