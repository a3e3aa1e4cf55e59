package dev.bellwether.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Those who ask a ClickHouse node: people with dashboards, who ask little on a fixed beat and do
/// not ask twice, and programs with heavy reports, which ask again as soon as they were answered
/// and 300 ms after they were not. They go when this is closed.
final class GuardClients implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration AGAIN = Duration.ofMillis(300);
    private static final Duration DASHBOARD_PATIENCE = Duration.ofSeconds(10);
    private static final Duration REPORT_PATIENCE = Duration.ofMinutes(3);

    private final URI address;
    private final GuardTally cheap = new GuardTally();
    private final GuardTally heavy = new GuardTally();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;

    GuardClients(URI address) {
        this.address = address;
    }

    GuardTally cheap() {
        return cheap;
    }

    GuardTally heavy() {
        return heavy;
    }

    /// Dashboards: each asks every 50 ms, or as soon as it was answered when that took longer.
    void dashboards(int clients) {
        for (int i = 0; i < clients; i++) {
            var random = new SplittableRandom(i);
            begin(() -> onTheBeat(random));
        }
    }

    /// Reports of release `release`, which a client asks for without an end.
    void reports(int clients, String release) {
        for (int i = 0; i < clients; i++) {
            int client = i;
            begin(() -> withoutEnd(client, release));
        }
    }

    private void begin(Runnable client) {
        threads.add(Thread.ofVirtual().start(client));
    }

    private void onTheBeat(SplittableRandom random) {
        long next = System.nanoTime() + random.nextLong(BEAT.toNanos());
        while (!isOver) {
            LockSupport.parkNanos(next - System.nanoTime());
            next = Math.max(next + BEAT.toNanos(), System.nanoTime());
            ask(GuardQueries.cheap(random), "dashboard", "1", DASHBOARD_PATIENCE, cheap);
        }
    }

    private void withoutEnd(int client, String release) {
        while (!isOver) {
            if (!ask(GuardQueries.heavy(client), "audience", release, REPORT_PATIENCE, heavy)) {
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private boolean ask(
            String sql, String feature, String release, Duration patience, GuardTally tally) {
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(patience)
                        .header("X-Bellwether-Feature", feature)
                        .header("X-Bellwether-Release", release)
                        .POST(HttpRequest.BodyPublishers.ofString(sql))
                        .build();
        long begun = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (isOver) {
                return false;
            }
            if (answer.statusCode() == 200 && !answer.body().contains("DB::Exception")) {
                tally.answered(Duration.ofNanos(System.nanoTime() - begun));
                return true;
            }
            tally.failed(code(answer.statusCode(), answer.body()));
        } catch (IOException e) {
            if (!isOver) {
                tally.failed(e.getClass().getSimpleName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static String code(int status, String body) {
        int at = body.indexOf("Code: ");
        int end = at < 0 ? -1 : body.indexOf(',', at);
        int dot = at < 0 ? -1 : body.indexOf('.', at);
        end = end < 0 || dot >= 0 && dot < end ? dot : end;
        return status + (end < 0 ? "" : " " + body.substring(at, end).toLowerCase(Locale.ROOT));
    }

    /// What is under way is broken off and counts for nothing.
    @Override
    public void close() {
        isOver = true;
        http.shutdownNow();
        threads.forEach(Thread::interrupt);
        http.close();
    }
}
