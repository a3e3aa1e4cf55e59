package dev.bellwether.bench;

import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.Scope;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// The whole program in a process of its own on SQLite, with a site that takes events.
final class IngestHouse implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path data;
    private final String token;
    private final String key;
    private final String site;
    private final List<String> options;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ScaleOurs program;

    /// @param options for its virtual machine
    IngestHouse(Path data, List<String> options) throws IOException {
        this.data = data;
        this.options = options;
        this.token = fill(data);
        this.program = begin();
        awaitReady();
        String made = makeSite();
        this.key = first(KEY, made);
        this.site = first(ID, made);
    }

    private static String fill(Path data) {
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open(StoreSettings.sqlite(data.resolve("bellwether.db")), clock)) {
            var key = InstanceKey.open(data.resolve("secret.key"));
            var people = new People(store, clock, key, PeopleSettings.defaults());
            var owner =
                    people.invitations()
                            .accept(
                                    people.invitations().firstStart().orElseThrow().token(),
                                    new Acceptance("Ada", ScaleOurs.EMAIL, ScaleOurs.PASSWORD),
                                    new Client("127.0.0.1", "bench"))
                            .session()
                            .principal();
            return people.tokens()
                    .issue(owner, "bench", Set.of(Scope.READ, Scope.WRITE), Optional.empty())
                    .secret();
        }
    }

    private ScaleOurs begin() throws IOException {
        return new ScaleOurs(data, options, Map.of("BELLWETHER_WATCH_PROVIDERS", "none"));
    }

    private String makeSite() throws IOException {
        return ask(post("/api/v1/sites", "{\"name\":\"Shop\",\"retentionDays\":400}"));
    }

    private static String first(Pattern field, String json) throws IOException {
        var found = field.matcher(json);
        if (!found.find()) {
            throw new IOException("The site has no " + field + ": " + json);
        }
        return found.group(1);
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /// As `kill -9` does.
    void kill() {
        program.kill();
    }

    /// Begins it anew after a kill; it may not answer yet.
    void start() throws IOException {
        program = begin();
    }

    /// @return seconds until it took events
    double awaitReady() {
        long begun = System.nanoTime();
        while (!isReady()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos() || !program.isAlive()) {
                throw new IllegalStateException(
                        "The program did not begin; see " + data.resolve("serve.log"));
            }
            LockSupport.parkNanos(50_000_000);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private boolean isReady() {
        try {
            ask(request("/api/v1/sites"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Waits until the log is in the tables: to forget somebody nobody knows is answered when all
    /// that was acknowledged before is applied. What the metrics say is as old as the last
    /// application.
    void awaitApplied() throws IOException {
        long begun = System.nanoTime();
        while (true) {
            try {
                ask(
                        post("/api/v1/sites/" + site + "/forget", "{\"visitor\":\"nobody\"}")
                                .timeout(PATIENCE));
                return;
            } catch (IOException e) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IOException("Events still wait for the tables", e);
                }
            }
        }
    }

    /// Bytes of the log that are not in the tables, as of the last application.
    double waitingBytes() throws IOException {
        return ask(request("/metrics"))
                .lines()
                .filter(line -> line.startsWith("bellwether_events_waiting_bytes"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new IOException("The metrics do not tell what waits"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(program.address().resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30));
    }

    private String ask(HttpRequest.Builder request) throws IOException {
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("It answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    int port() {
        return program.address().getPort();
    }

    /// The site's key.
    String key() {
        return key;
    }

    ProcessMeter meter() {
        return program.meter();
    }

    /// Ends it cleanly, so that the file of events may be opened by another.
    @Override
    public void close() {
        program.close();
        client.close();
    }
}
