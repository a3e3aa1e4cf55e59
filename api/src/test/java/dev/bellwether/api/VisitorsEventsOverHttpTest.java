package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventRefused;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;

@DisplayName(
        "Visitors' events over HTTP: by a site's key or a token, as JSON, NDJSON, gzip, GrowthBook's")
class VisitorsEventsOverHttpTest {
    private static final String EVENTS = "/ingest/events";
    private static final String SITE = "{\"name\":\"Shop\",\"retentionDays\":400}";
    private static final String NDJSON = "application/x-ndjson";

    @OnEachStore
    void eventsComeInByEachWayAndAVisitorIsForgotten(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            JsonNode site = server.post(token, "/api/v1/sites", SITE).json();
            String key = site.get("key").asString();
            String id = site.get("id").asString();

            var bad =
                    server.post(
                            key, EVENTS, "[" + goal("a") + ",{\"id\":\"x\"}," + goal("b") + "]");
            assertThat(bad.status()).isEqualTo(200);
            assertThat(bad.response().body())
                    .isEqualTo(
                            "{\"kept\":2,\"refused\":1,\"problems\":[{\"index\":1,\"reason\":\"kind"
                                    + " is missing; allowed: exposure, goal\"}]}");
            assertThat(
                            server.post(
                                            "",
                                            EVENTS + "?key=" + key,
                                            goal("c") + "\n" + goal("a"),
                                            "Content-Type",
                                            NDJSON)
                                    .status())
                    .isEqualTo(200);
            assertThat(packed(server.address() + EVENTS, key, "[" + goal("d") + "]"))
                    .isEqualTo(200);
            assertThat(server.post(token, EVENTS + "?site=" + id, "[" + goal("e") + "]").status())
                    .isEqualTo(200);
            assertThat(kept(server, id).keySet())
                    .containsExactlyInAnyOrder("a", "b", "c", "d", "e");

            var forget =
                    server.post(token, "/api/v1/sites/" + id + "/forget", "{\"visitor\":\"v1\"}");
            assertThat(forget.status()).isEqualTo(200);
            assertThat(kept(server, id)).isEmpty();
        }
    }

    @OnEachStore
    void growthBooksPluginIsUnderstood(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            JsonNode site = server.post(server.token(Scope.WRITE), "/api/v1/sites", SITE).json();
            String body =
                    """
                    [{"event_name":"Experiment Viewed","properties_json":{"experimentId":"blue","variationId":"1",
                      "hashAttribute":"id","hashValue":"u7"},"user_id":null,"device_id":"d7","session_id":null,
                      "sdk_language":"js","sdk_version":"1.6.5","url":"https://shop.example","context_json":{}},
                     {"event_name":"order","properties_json":{"value":12.5},"user_id":"u7","device_id":null}]
                    """;
            var answer =
                    server.post(
                            "",
                            "/track?client_key=" + site.get("key").asString(),
                            body,
                            "Content-Type",
                            "text/plain");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            var events = kept(server, site.get("id").asString()).values();
            assertThat(events)
                    .extracting(Event::kind, Event::name, Event::variation, Event::visitor)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(
                                    Event.Kind.EXPOSURE, "blue", "1", "u7"),
                            org.assertj.core.groups.Tuple.tuple(
                                    Event.Kind.GOAL, "order", "", "u7"));
            assertThat(server.call("", "OPTIONS", "/track", "").status()).isEqualTo(204);
        }
    }

    @OnEachStore
    void whoMayNotIsRefusedWithAReasonAndCounted(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            JsonNode site = server.post(server.token(Scope.WRITE), "/api/v1/sites", SITE).json();
            String key = site.get("key").asString();
            String query = EVENTS + "?site=" + site.get("id").asString();
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.post(key + "x", EVENTS, "[]").response().body())
                    .contains("of no site");
            assertThat(server.post("", EVENTS, "[]").status()).isEqualTo(401);
            assertThat(server.post(server.token(Scope.READ), query, "[]").status()).isEqualTo(401);
            assertThat(server.post(stranger, query, "[]").status()).isEqualTo(401);
            assertThat(server.get(stranger, "/api/v1/sites").response().body())
                    .doesNotContain("Shop");
            assertThat(server.post(key, EVENTS, "[{").status()).isEqualTo(400);
            assertThat(server.post(key, EVENTS, "[7]").status()).isEqualTo(422);
            assertThat(server.post(key, EVENTS, " ".repeat(EventDoor.LARGEST + 1)).status())
                    .isEqualTo(413);
            assertThat(packed(server.address() + EVENTS, key, " ".repeat(EventDoor.LARGEST + 1)))
                    .isEqualTo(413);
            assertThat(server.post(key, EVENTS, "[]", "Content-Encoding", "gzip").status())
                    .isEqualTo(400);
            assertThat(server.events.health().refused())
                    .containsEntry(EventRefused.Cause.UNKNOWN_SITE, 4L)
                    .containsEntry(EventRefused.Cause.MALFORMED, 1L);
            assertThat(server.post(server.token(Scope.WRITE), "/api/v1/sites", SITE).status())
                    .isEqualTo(409);
            assertThat(
                            server.post(
                                            server.token(Scope.WRITE),
                                            "/api/v1/sites",
                                            SITE.replace("400", "0"))
                                    .status())
                    .isEqualTo(400);
        }
    }

    private static Map<String, Event> kept(Server server, String site) {
        server.events.apply();
        return server.events.latest(new SiteId(site), 100).stream()
                .collect(java.util.stream.Collectors.toMap(Event::id, event -> event));
    }

    private static String goal(String id) {
        return "{\"id\":\"%s\",\"visitor\":\"v1\",\"kind\":\"goal\",\"name\":\"order\"}"
                .formatted(id);
    }

    private static int packed(String address, String key, String body) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("Authorization", "Bearer " + key)
                                    .header("Content-Encoding", "gzip")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofByteArray(
                                                    bytes.toByteArray()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
