package dev.bellwether.server;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.model.Actor;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.people.People;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.Integrations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Some outages of the rehearsal, from the event that comes in to the page that is sent and the
/// event that ends it. What this runs often is compiled at once by a program that starts with the
/// cache: the first storm falls upon one that has just begun.
final class RehearsedOutages {
    private static final Logger LOG = LoggerFactory.getLogger(RehearsedOutages.class);
    private static final Actor BY = Actor.automation("server", "rehearsal");
    private static final int TEAMS = 20;
    private static final int ROUNDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Rooms rooms;
    private final URI base;

    RehearsedOutages(Rooms rooms, URI base) {
        this.rooms = rooms;
        this.base = base;
    }

    void run() throws IOException, InterruptedException {
        var paged = new CountDownLatch(TEAMS);
        HttpServer hook =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                    paged.countDown();
                });
        hook.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var keys = new ArrayList<String>();
            for (int team = 0; team < TEAMS; team++) {
                keys.add(
                        team(team, "http://127.0.0.1:" + hook.getAddress().getPort() + "/" + team));
            }
            say(client, keys, "trigger", ROUNDS);
            if (!paged.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} of {} pages did not leave; the cache is worth less",
                        paged.getCount(),
                        TEAMS);
            }
            say(client, keys, "resolve", 1);
        } finally {
            hook.stop(0);
        }
    }

    private String team(int team, String hook) {
        var policy = new PolicyId("rehearsal" + team);
        var service = new ServiceId("rehearsal" + team);
        var step = new Step(List.of(new Target.ToWebhook(hook)), Duration.ofHours(1));
        rooms.oncall()
                .policies()
                .save(new EscalationPolicy(policy, People.DEFAULT, "Team", List.of(step), 0), BY);
        rooms.incidents()
                .services()
                .save(
                        new Service(
                                service,
                                People.DEFAULT,
                                "Service " + team,
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.of(policy)),
                        BY);
        return rooms.watch()
                .inbound()
                .integrations()
                .make(
                        new Integration(
                                Integrations.newId(),
                                People.DEFAULT,
                                "Sender " + team,
                                "pagerduty",
                                service,
                                false,
                                10_000,
                                Optional.empty(),
                                Optional.empty()),
                        BY)
                .key();
    }

    private void say(HttpClient client, List<String> keys, String action, int rounds)
            throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (String key : keys) {
                say(client, key, action, "rehearsal " + round);
            }
        }
    }

    private void say(HttpClient client, String key, String action, String what)
            throws IOException, InterruptedException {
        String event =
                """
                {"routing_key":"%s","event_action":"%s","dedup_key":"%s",\
                "payload":{"summary":"%s","source":"rehearsal","severity":"critical"}}\
                """
                        .formatted(key, action, what, what);
        HttpResponse<Void> unused =
                client.send(
                        HttpRequest.newBuilder(base.resolve("/v2/enqueue"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(event))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }
}
