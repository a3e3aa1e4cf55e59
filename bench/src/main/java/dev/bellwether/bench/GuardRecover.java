package dev.bellwether.bench;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.GuardProgram;
import dev.bellwether.bed.NodeSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// How long after the node's death do cheap queries flow for good, with two heavy clients that ask
/// again and again? They flow from the answer after the last cheap query that failed or took more
/// than a second. Without a guard the node is killed again each time it is back.
///
/// `-Dbellwether.guard-recover.seconds` (60) is how long it is watched after the kill.
public final class GuardRecover {
    private static final int REPORTS = 2;
    private static final int BEFORE_SECONDS = 15;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration BAR = Duration.ofSeconds(10);
    private static final long BEAT_NANOS = 50_000_000;

    /// @param flows after the kill; the whole watch when they never did for good
    private record Outcome(Duration flows, boolean isForGood, long oomKills, int restarts) {
        String words() {
            return isForGood
                    ? String.format(Locale.ROOT, "%.1f s", flows.toMillis() / 1_000.0)
                    : "not within " + flows.toSeconds() + " s";
        }
    }

    private GuardRecover() {}

    /// @return 0 when the bar holds, 1 when not or when a package is missing
    public static int run(PrintStream out) {
        int seconds = Integer.getInteger("bellwether.guard-recover.seconds", 60);
        return GuardFolder.measure(out, folder -> run(out, folder, seconds));
    }

    private static boolean run(PrintStream out, Path folder, int seconds) throws IOException {
        out.printf("%d s after the kill; %s%n%n", seconds, GuardFolder.load());
        Outcome without = one(folder.resolve("without"), seconds, false);
        Outcome with = one(folder.resolve("with"), seconds, true);
        out.println("| node killed by hand | cheap queries flow after | oom_kill | restarts |");
        out.println("| ------------------- | -----------------------: | -------: | -------: |");
        line(out, "no guard", without);
        line(out, "guard", with);
        boolean holds =
                with.isForGood()
                        && with.flows().compareTo(BAR) <= 0
                        && with.flows().compareTo(without.flows()) <= 0
                        && with.oomKills() == 0;
        out.printf(
                "bar guard-recover: %s (with the guard after %s, of %d s at most and not later than without; oom_kill %d of 0)%n",
                holds ? "holds" : "falls short", with.words(), BAR.toSeconds(), with.oomKills());
        return holds;
    }

    private static void line(PrintStream out, String name, Outcome outcome) {
        out.printf(
                "| %-19s | %24s | %8d | %8d |%n",
                name, outcome.words(), outcome.oomKills(), outcome.restarts());
    }

    private static Outcome one(Path folder, int seconds, boolean isGuarded) throws IOException {
        NodeSettings settings = NodeSettings.plain().within(GuardStory.LIMIT);
        try (DebianNode node = DebianNode.start(folder, settings)) {
            for (String sql : GuardQueries.tables()) {
                GuardStory.ask(node.address(), sql);
            }
            if (!isGuarded) {
                return watch(node, node.address(), seconds);
            }
            try (var guard = GuardProgram.before(node.address(), GuardStory.LIMIT, folder)) {
                return watch(node, guard.address(), seconds);
            }
        }
    }

    private static Outcome watch(DebianNode node, URI address, int seconds) {
        try (var clients = new GuardClients(address)) {
            clients.dashboards(1);
            clients.reports(REPORTS, "1");
            LockSupport.parkNanos(Duration.ofSeconds(BEFORE_SECONDS).toNanos());
            node.kill();
            long killed = System.nanoTime();
            long end = killed + Duration.ofSeconds(seconds).toNanos();
            long flows = killed;
            var random = new SplittableRandom(1);
            try (HttpClient http = HttpClient.newHttpClient()) {
                while (System.nanoTime() < end) {
                    if (!isAnswered(http, address, GuardQueries.cheap(random))) {
                        flows = System.nanoTime();
                    }
                    LockSupport.parkNanos(BEAT_NANOS);
                }
            }
            boolean isForGood = end - flows > Duration.ofSeconds(seconds).toNanos() / 4;
            return new Outcome(
                    Duration.ofNanos(isForGood ? flows - killed : end - killed),
                    isForGood,
                    node.oomKills(),
                    node.restarts());
        }
    }

    private static boolean isAnswered(HttpClient http, URI address, String sql) {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(SOON)
                        .POST(HttpRequest.BodyPublishers.ofString(sql))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
