package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// From a signal to the transport on an idle machine: the whole program on SQLite with durable
/// commits gets one PagerDuty-shaped event at a time, each for another team, and a webhook notes
/// when its page came. Measured from before the event is sent.
///
/// `-Dbellwether.page-idle.signals` (500) makes it smaller.
public final class PageIdle {
    private static final double MOST_MILLIS = 250;
    private static final int WARM = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PageIdle() {}

    /// @return 0 when the bar holds, 1 when it does not
    public static int run(PrintStream out) {
        return run(out, Integer.getInteger("bellwether.page-idle.signals", 500));
    }

    static int run(PrintStream out, int signals) {
        Quiet.logs();
        try {
            Path directory = Files.createTempDirectory("page-idle");
            try (var tap = new PageTap();
                    var house = new PagingHouse(directory, WARM + signals, tap.address())) {
                return measure(out, tap, house, signals);
            } finally {
                PageLost.remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int measure(PrintStream out, PageTap tap, PagingHouse house, int signals) {
        var millis = new ArrayList<Double>();
        int lost = 0;
        for (int i = 0; i < WARM + signals; i++) {
            int team = i;
            long begun = System.nanoTime();
            int status = house.signal(team, "trouble " + team).join();
            if (status != 202) {
                throw new IllegalStateException("An event was answered with " + status);
            }
            long end = begun + PATIENCE.toNanos();
            while (tap.pages().stream().noneMatch(page -> page.team() == team)
                    && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            var page = tap.pages().stream().filter(one -> one.team() == team).findFirst();
            if (page.isEmpty()) {
                lost++;
            } else if (i >= WARM) {
                millis.add((page.get().nanos() - begun) / 1e6);
            }
            // Idle means idle: what the last one set in motion is over.
            LockSupport.parkNanos(40_000_000);
        }
        millis.sort(null);
        out.printf(
                "%n%-34s %9s %9s %9s %9s%n",
                "signal to transport, ms", "median", "p90", "p99", "worst");
        out.printf(
                "%-34s %9.1f %9.1f %9.1f %9.1f%n",
                "Bellwether, SQLite, durable",
                at(millis, 0.5),
                at(millis, 0.9),
                at(millis, 0.99),
                at(millis, 1));
        out.println(
                """
                GoAlert, by its documents, looks for due work every 5 s: half of that in the middle, before it sends.
                """);
        boolean holds = lost == 0 && !millis.isEmpty() && at(millis, 0.99) < MOST_MILLIS;
        out.printf(
                "bar page-idle: %s (p99 %.1f ms of %.0f, %d signals, %d pages lost)%n",
                holds ? "holds" : "falls short", at(millis, 0.99), MOST_MILLIS, signals, lost);
        return holds ? 0 : 1;
    }

    static double at(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }
}
