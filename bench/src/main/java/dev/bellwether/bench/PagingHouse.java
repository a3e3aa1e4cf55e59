package dev.bellwether.bench;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.Scope;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.Integrations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/// The whole program in a process of its own on SQLite, with teams that are paged by webhook: each
/// has a service, a policy and an integration that speaks PagerDuty's Events API v2. Signals come
/// in there, as they do in life, and each that was answered 202 is durable.
final class PagingHouse implements AutoCloseable {
    private static final Actor BY = Actor.automation("bench", "paging");

    private final Path data;
    private ScaleOurs program;
    private final List<String> keys;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    private record Filled(List<String> keys, String token) {}

    /// @param hook where each team's pages go
    PagingHouse(Path data, int teams, String hook) throws IOException {
        this(data, teams, team -> hook + "/" + team);
    }

    /// @param hook where the pages of a team go
    PagingHouse(Path data, int teams, IntFunction<String> hook) throws IOException {
        Files.createDirectories(data);
        Filled filled = fill(data, teams, hook);
        this.keys = filled.keys();
        this.token = filled.token();
        this.data = data;
        this.program = start(data);
        awaitReady();
    }

    private static ScaleOurs start(Path data) throws IOException {
        return new ScaleOurs(
                data,
                List.of("-Xmx768m"),
                Map.of(
                        "BELLWETHER_WATCH_PROVIDERS",
                        "none",
                        "BELLWETHER_WATCH_ALLOW_PRIVATE",
                        "true"));
    }

    /// Ends the program as `kill -9` does, and starts it again.
    void killAndStart() throws IOException {
        program.kill();
        program = start(data);
        awaitReady();
    }

    /// A key of each team.
    List<String> keys() {
        return keys;
    }

    URI address() {
        return program.address();
    }

    int port() {
        return program.address().getPort();
    }

    ProcessMeter meter() {
        return program.meter();
    }

    private static Filled fill(Path data, int teams, IntFunction<String> hook) {
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
            String token =
                    people.tokens()
                            .issue(owner, "bench", Set.of(Scope.READ), Optional.empty())
                            .secret();
            var policies =
                    new OnCall(store, people, new SealedSecrets(key), ChannelsSetUp.all())
                            .policies();
            var services = new IncidentRoom(store).services();
            var inbound = new Inbound(store, new SealedSecrets(key), clock);
            var keys = new ArrayList<String>();
            for (int team = 0; team < teams; team++) {
                keys.add(team(team, hook.apply(team), policies, services, inbound.integrations()));
            }
            return new Filled(keys, token);
        }
    }

    private static String team(
            int team,
            String hook,
            dev.bellwether.oncall.Policies policies,
            dev.bellwether.incident.Services services,
            Integrations integrations) {
        var policy = new PolicyId("team%03d".formatted(team));
        var service = new ServiceId("team%03d".formatted(team));
        var step =
                new EscalationPolicy.Step(
                        List.of(new EscalationPolicy.Target.ToWebhook(hook)), Duration.ofHours(12));
        policies.save(
                new EscalationPolicy(policy, People.DEFAULT, "Team " + team, List.of(step), 0), BY);
        services.save(
                new Service(
                        service,
                        People.DEFAULT,
                        "Service " + team,
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.of(policy)),
                BY);
        return integrations
                .make(
                        new Integration(
                                Integrations.newId(),
                                People.DEFAULT,
                                "Sender " + team,
                                "pagerduty",
                                service,
                                false,
                                100_000,
                                Optional.empty(),
                                Optional.empty()),
                        BY)
                .key();
    }

    /// Something is wrong at a team. Answers when it is durable.
    CompletableFuture<Integer> signal(int team, String what) {
        String body =
                """
                {"routing_key":"%s","event_action":"trigger","dedup_key":"%s","payload":{"summary":"%s","source":"bench","severity":"critical"}}\
                """
                        .formatted(keys.get(team), what, what);
        HttpRequest request =
                HttpRequest.newBuilder(program.address().resolve("/v2/enqueue"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    /// The newest alerts as the API tells them.
    String newestAlerts(int limit) {
        try {
            return get("/api/v1/alerts?limit=" + limit).body();
        } catch (IOException e) {
            return "";
        }
    }

    /// The first page of the API's list of alerts.
    String alerts() throws IOException {
        HttpResponse<String> answer = get("/api/v1/alerts?limit=50");
        if (answer.statusCode() != 200) {
            throw new IOException("The list of alerts answers " + answer.statusCode());
        }
        return answer.body();
    }

    private void awaitReady() {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end || !program.isAlive()) {
                throw new IllegalStateException("The program did not begin");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
    }

    private boolean isReady() {
        try {
            return get("/api/v1/alerts?limit=1").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        URI address = program.address().resolve(path);
        try {
            return client.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        program.close();
        client.close();
    }
}
