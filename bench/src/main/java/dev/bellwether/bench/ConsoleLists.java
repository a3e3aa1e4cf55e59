package dev.bellwether.bench;

import dev.bellwether.store.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// How long the console's lists and its search take with 10,000 services, 10,000 checks and the
/// whole catalogue of providers, as a person at a browser has to wait: sign-in, session, database,
/// template, all of the answer.
///
/// SQLite by default. `-Dbellwether.console-lists.postgres=embedded` starts a PostgreSQL and uses
/// that; `=jdbc:postgresql://…` names an empty database to use, `.user` and `.password` go with it.
/// `.checks` and `.looks` make it smaller.
final class ConsoleLists {
    private static final String SETTING = "bellwether.console-lists.";
    private static final int CHECKS = Integer.getInteger(SETTING + "checks", 10_000);
    private static final int WARM_UP = 30;
    private static final int LOOKS = Integer.getInteger(SETTING + "looks", 200);
    private static final double BAR = 200;

    private static final List<String> PAGES =
            List.of(
                    "/console",
                    "/console/services",
                    "/console/services?q=target+0",
                    "/console/checks",
                    "/console/checks?from=9900",
                    "/console/checks?sort=name&from=5000",
                    "/console/checks?q=target+09",
                    "/console/checks?state=unknown&kind=http",
                    "/console/providers",
                    "/console/providers?q=cloud&from=50",
                    "/console/search?q=target+0123",
                    "/console/search?q=a");

    private ConsoleLists() {}

    /// @return 0 when the bar holds, 1 when not
    static int run(PrintStream out) {
        Quiet.logs();
        try {
            Path data = Files.createTempDirectory("console-lists");
            try {
                return start(out, data);
            } finally {
                WatchScale.remove(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int start(PrintStream out, Path data) throws IOException {
        String postgres = System.getProperty(SETTING + "postgres", "");
        if (!postgres.equals("embedded")) {
            String user = System.getProperty(SETTING + "user", "");
            return run(out, data, postgres, user, System.getProperty(SETTING + "password", ""));
        }
        try (var own = EmbeddedPostgres.start()) {
            return run(out, data, own.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        }
    }

    private static int run(
            PrintStream out, Path data, String postgres, String user, String password)
            throws IOException {
        boolean isPostgres = !postgres.isEmpty();
        StoreSettings where =
                isPostgres
                        ? StoreSettings.postgres(postgres, user, password)
                        : StoreSettings.sqlite(data.resolve("bellwether.db"));
        out.println("load of the machine before: " + WatchScale.load());
        // Nobody listens there, and the first beat is within a day: almost nothing is probed.
        ScaleOurs.fill(where, data, CHECKS, i -> "http://127.0.0.1:9/" + i, Duration.ofDays(1));
        var settings = new HashMap<>(Map.of("BELLWETHER_WATCH_PROVIDERS", "none"));
        if (isPostgres) {
            settings.put("BELLWETHER_STORE_URL", postgres);
            settings.put("BELLWETHER_STORE_USER", user);
            settings.put("BELLWETHER_STORE_PASSWORD", password);
        }
        try (var ours = new ScaleOurs(data, List.of("-Xmx384m"), settings);
                var visitor = new ConsoleVisitor(ours.address())) {
            while (!visitor.isUp() || !visitor.signIn(ScaleOurs.EMAIL, ScaleOurs.PASSWORD)) {
                if (!ours.isAlive()) {
                    throw new IOException("The server ended");
                }
                LockSupport.parkNanos(200_000_000);
            }
            look(visitor, WARM_UP);
            visitor.forget();
            look(visitor, LOOKS);
            return tell(out, visitor, isPostgres ? "PostgreSQL" : "SQLite");
        }
    }

    private static void look(ConsoleVisitor visitor, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            for (String page : PAGES) {
                visitor.look(page);
            }
        }
    }

    private static int tell(PrintStream out, ConsoleVisitor visitor, String store)
            throws IOException {
        out.printf(
                Locale.ROOT,
                "load of the machine after: %s; %s, %,d services and checks, %d looks at each page%n%n",
                WatchScale.load(),
                store,
                CHECKS,
                LOOKS);
        out.println("| page | p50 ms | p95 ms | p99 ms |");
        out.println("| --- | ---: | ---: | ---: |");
        double slowest = 0;
        for (String page : PAGES) {
            List<Double> millis = visitor.millis().getOrDefault(page, List.of());
            double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
            double p99 = WatchTally.quantile(sorted, 0.99);
            slowest = Math.max(slowest, p99);
            out.printf(
                    Locale.ROOT,
                    "| `%s` | %.1f | %.1f | %.1f |%n",
                    page,
                    WatchTally.quantile(sorted, 0.5),
                    WatchTally.quantile(sorted, 0.95),
                    p99);
        }
        boolean holds = slowest < BAR;
        out.printf(
                Locale.ROOT,
                "%nbar console-lists: %s (every page under 200 ms at p99; slowest %.1f ms)%n",
                holds ? "holds" : "falls short",
                slowest);
        return holds ? 0 : 1;
    }
}
