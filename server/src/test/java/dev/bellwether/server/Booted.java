package dev.bellwether.server;

import dev.bellwether.guard.Blame;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.Principal;
import dev.bellwether.people.SignInOutcome;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/// The whole program in this process, on a free port, in a directory of its own.
final class Booted implements AutoCloseable {
    private static final long TWO_MINUTES = 120_000_000_000L;
    private static final Runs RUNS = new Runs();

    final Assembly assembly;
    final Ahead clock = new Ahead();
    final Path directory;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /// @param more settings as environment variables
    Booted(Path directory, Map<String, String> more) {
        this(directory, more, new Blame());
    }

    /// @param blame of the guard
    Booted(Path directory, Map<String, String> more, Blame blame) {
        this.directory = directory;
        this.assembly = new Assembly(settings(directory, more), clock, blame);
        assembly.onRun(RUNS::one);
        try {
            assembly.start();
        } catch (RuntimeException e) {
            assembly.close();
            throw e;
        }
    }

    static Booted fresh(Map<String, String> more) throws IOException {
        return new Booted(Files.createTempDirectory("bellwether-booted"), more);
    }

    static Settings settings(Path directory, Map<String, String> more) {
        var environment = new HashMap<String, String>();
        environment.put("BELLWETHER_DATA", directory.toString());
        environment.put("BELLWETHER_SERVER_HOST", "127.0.0.1");
        environment.put("BELLWETHER_SERVER_PORT", "0");
        environment.put("BELLWETHER_WATCH_PROVIDERS", "none");
        environment.putAll(more);
        return Settings.of(Configuration.load(Optional.empty(), environment));
    }

    /// The first owner, made by the link that the first start prints.
    Principal owner(String email) {
        String token = assembly.firstOwner().orElseThrow().getPath().replace("/console/first/", "");
        SignInOutcome.SignedIn in =
                assembly.rooms()
                        .people()
                        .invitations()
                        .accept(
                                token,
                                new Acceptance("Olga Owner", email, "correct horse battery 9"),
                                new Client("127.0.0.1", "test"));
        return in.session().principal();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /// As a browser asks.
    HttpResponse<String> browse(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", assembly.local().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// @param headers names and values in turn
    HttpResponse<String> api(
            String token, String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// The hidden fields of a page's forms, as a form sends them.
    static String hidden(String html) {
        return Jsoup.parse(html).select("form input[type=hidden]").stream()
                .map(field -> field.attr("name") + "=" + encode(field.attr("value")))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// The system's clock, and as much ahead of it as a test says.
    static final class Ahead implements InstantSource {
        private volatile Duration by = Duration.ZERO;

        void move(Duration more) {
            by = by.plus(more);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }
    }

    private URI uri(String path) {
        return assembly.local().resolve(path);
    }

    /// Looks until it is so: again whenever a job of a program in this process has run, for all
    /// that a program does by itself is done by its jobs. Two minutes is a give-up, not a measure.
    static void until(String what, Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + TWO_MINUTES;
        long seen = RUNS.count();
        while (!isSo.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within two minutes: " + what);
            }
            seen = RUNS.after(seen);
        }
    }

    /// How often jobs have run, for whoever waits for the next time.
    private static final class Runs {
        /// What happens without a job, as in another process, is looked for this often.
        private static final long AT_LEAST_EACH = 1_000;

        private long count;

        synchronized void one() {
            count++;
            notifyAll();
        }

        synchronized long count() {
            return count;
        }

        @SuppressWarnings("WaitNotInLoop") // whoever calls looks, and waits again
        synchronized long after(long seen) throws InterruptedException {
            if (count == seen) {
                wait(AT_LEAST_EACH);
            }
            return count;
        }
    }

    @Override
    public void close() {
        client.close();
        assembly.close();
    }
}
