package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.analytics.Event;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Programs ask for flags by OFREP, as GrowthBook's SDKs and as Unleash's clients, each answered in
/// its own words.
class ProgramsAskForFlagsTest {
    private static final String FLAGS = "/ofrep/v1/evaluate/flags";
    private static final String VARIATIONS =
            "\"variations\":[{\"name\":\"off\",\"value\":\"o\"},{\"name\":\"on\",\"value\":\"1\"}],\"off\":\"off\",\"otherwise\":\"off\"";
    private static final String ANN = "{\"context\":{\"targetingKey\":\"ann\",\"plan\":\"team\"}}";

    /// A site with an open campaign, a closed flag of a rule, and one that nobody else's rules say.
    private static final class Shop {
        private final Server server;
        private final String token;
        private final String id;
        private final String key;

        Shop(Server server) throws Exception {
            this.server = server;
            this.token = server.token(Scope.READ, Scope.WRITE);
            JsonNode site =
                    server.post(token, "/api/v1/sites", "{\"name\":\"Shop\",\"retentionDays\":90}")
                            .json();
            this.id = site.get("id").asString();
            this.key = site.get("key").asString();
            make(
                    "open",
                    true,
                    split("open-test", "{\"kind\":\"GrowthBook\",\"version\":2,\"seed\":\"s\"}"));
            make(
                    "closed",
                    false,
                    """
                    {"name":"team","when":{"kind":"Attribute","name":"plan","match":
                      {"kind":"OneOf","values":["team"]}},"serve":{"kind":"Fixed","variation":"on"}}
                    """);
            make("ours", true, split("ours-test", "{\"kind\":\"Ours\",\"salt\":\"s\"}"));
            follow();
        }

        static String split(String campaign, String by) {
            return """
            {"name":"test","serve":{"kind":"Split","campaign":"%s","by":%s,
             "shares":[{"variation":"off","share":0.5},{"variation":"on","share":0.5}]}}
            """
                    .formatted(campaign, by);
        }

        void make(String flag, boolean open, String rule) throws Exception {
            var made =
                    server.post(
                            token,
                            "/api/v1/sites/" + id + "/flags",
                            "{\"key\":\"%s\",\"on\":true,\"open\":%s,%s,\"rules\":[%s]}"
                                    .formatted(flag, open, VARIATIONS, rule));
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        }

        void follow() {
            server.flags.jobs().forEach(job -> job.run(server.now()));
        }
    }

    @OnEachStore
    void ofrepAnswersOneFlagAndAllOfThem(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var shop = new Shop(server);
            var one = server.post(shop.key, FLAGS + "/open", ANN);
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.json().get("reason").asString()).isEqualTo("SPLIT");
            assertThat(one.json().at("/metadata/campaign").asString()).isEqualTo("open-test");
            assertThat(one.json().get("variant").asString()).isIn("on", "off");

            var all = server.post(shop.key, FLAGS, ANN);
            assertThat(all.json().get("flags")).hasSize(2);
            assertThat(all.json().at("/flags/0/key").asString()).isEqualTo("open");
            assertThat(all.json().at("/flags/0")).isEqualTo(one.json());
            assertThat(all.json().at("/eventStreams/0/url").asString())
                    .isEqualTo(server.address() + "/ofrep/v1/stream?key=" + shop.key);
            String mark = all.header("ETag");
            assertThat(server.post(shop.key, FLAGS, ANN, "If-None-Match", mark).status())
                    .isEqualTo(304);
            var other = server.post(shop.key, FLAGS, ANN.replace("ann", "bob"));
            assertThat(other.header("ETag").equals(mark))
                    .isEqualTo(other.json().get("flags").equals(all.json().get("flags")));

            var trusted = server.post(shop.token, FLAGS, ANN, "Bellwether-Site", shop.id);
            assertThat(trusted.json().get("flags")).hasSize(3);
            var team = server.post(shop.token, FLAGS + "/closed", ANN);
            assertThat(team.json().get("reason").asString()).isEqualTo("TARGETING_MATCH");
            assertThat(server.get(shop.key, "/ofrep/v1/configuration").status()).isEqualTo(200);
        }
    }

    @OnEachStore
    void whatCannotBeAnsweredIsSaidInOfrepsWords(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var shop = new Shop(server);
            said(server.post(shop.key, FLAGS + "/none", ANN), 404, "FLAG_NOT_FOUND");
            said(server.post(shop.key, FLAGS + "/closed", ANN), 404, "FLAG_NOT_FOUND");
            said(server.post(shop.key, FLAGS + "/open", "{}"), 400, "TARGETING_KEY_MISSING");
            said(server.post(shop.key, FLAGS + "/open", "{"), 400, "PARSE_ERROR");
            said(server.post(shop.key, FLAGS, "{\"context\":[]}"), 400, "INVALID_CONTEXT");
            said(
                    server.post(shop.key, FLAGS, "{\"context\":{\"targetingKey\":7}}"),
                    400,
                    "INVALID_CONTEXT");
            said(
                    server.post(
                            shop.key,
                            FLAGS,
                            "{\"context\":{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}}"),
                    400,
                    "INVALID_CONTEXT");
            assertThat(server.post("site-x", FLAGS, ANN).status()).isEqualTo(401);
            assertThat(server.post("", FLAGS, ANN).status()).isEqualTo(401);
            String stranger = server.token(Server.STRANGER, Scope.READ);
            assertThat(server.post(stranger, FLAGS, ANN, "Bellwether-Site", shop.id).status())
                    .isEqualTo(403);
            assertThat(server.post(shop.key, FLAGS, " ".repeat(70_000)).status()).isEqualTo(413);
            var all = server.post(shop.key, FLAGS, "{}");
            assertThat(all.json().at("/flags/0/errorCode").asString())
                    .isEqualTo("TARGETING_KEY_MISSING");
        }
    }

    private static void said(Server.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.json().get("errorCode").asString()).isEqualTo(code);
    }

    @OnEachStore
    void whatACampaignGaveIsAnExposureOnceADay(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var shop = new Shop(server);
            String variation =
                    server.post(shop.key, FLAGS + "/open", ANN).json().get("variant").asString();
            server.post(shop.key, FLAGS + "/open", ANN);
            server.post(shop.key, FLAGS, ANN);
            shop.follow();
            server.flags.close();
            server.events.apply();
            List<Event> events = server.events.latest(new SiteId(shop.id), 100);
            assertThat(events)
                    .extracting(Event::kind, Event::name, Event::visitor)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(
                                    Event.Kind.EXPOSURE, "open-test", "ann"),
                            org.assertj.core.groups.Tuple.tuple(
                                    Event.Kind.EXPOSURE, "ours-test", "ann"));
            assertThat(events)
                    .filteredOn(event -> event.name().equals("open-test"))
                    .extracting(Event::variation)
                    .containsExactly(variation);
            assertThat(server.flags.exposures().health().written()).isEqualTo(2);
        }
    }

    @OnEachStore
    void growthBookReadsTheRulesOrIsGivenTheValues(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var shop = new Shop(server);
            var features = server.get("", "/api/features/" + shop.key);
            assertThat(features.header("x-sse-support")).isEqualTo("enabled");
            assertThat(features.json().get("features").propertyNames()).containsExactly("open");
            assertThat(features.json().at("/features/open/rules/0/hashVersion").asInt())
                    .isEqualTo(2);
            assertThat(features.json().at("/leftOut/ours").asString()).contains("hash Ours");
            assertThat(
                            server.call(
                                            shop.token,
                                            "GET",
                                            "/api/features/" + shop.key,
                                            "",
                                            "Bellwether-Site",
                                            shop.id)
                                    .json()
                                    .get("features")
                                    .propertyNames())
                    .containsExactlyInAnyOrder("open", "closed");
            var values =
                    server.post("", "/api/eval/" + shop.key, "{\"attributes\":{\"id\":\"ann\"}}");
            assertThat(
                            values.json()
                                    .at("/features/ours/rules/0/tracks/0/experiment/key")
                                    .asString())
                    .isEqualTo("ours-test");
            assertThat(server.get("", "/api/features/" + shop.token).status()).isEqualTo(401);
        }
    }

    @OnEachStore
    void unleashReadsStrategies(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var shop = new Shop(server);
            shop.make(
                    "moved",
                    true,
                    Shop.split(
                            "moved-test",
                            "{\"kind\":\"Unleash\",\"rolloutGroup\":\"m\",\"variantGroup\":\"m\"}"));
            shop.follow();
            var toggles =
                    server.call("", "GET", "/api/client/features", "", "Authorization", shop.key);
            assertThat(toggles.json().get("features")).hasSize(1);
            assertThat(toggles.json().at("/features/0/strategies/0/parameters/groupId").asString())
                    .isEqualTo("m");
            assertThat(toggles.json().get("leftOut").propertyNames())
                    .containsExactlyInAnyOrder("open", "ours");
            assertThat(server.post(shop.key, "/api/client/metrics", "{}").status()).isEqualTo(202);
        }
    }

    @OnEachStore
    void aStreamSaysWhenToAskAgain(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults());
                var client = HttpClient.newHttpClient()) {
            var shop = new Shop(server);
            var stream =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    server.address()
                                                            + "/ofrep/v1/stream?key="
                                                            + shop.key))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            var reader =
                    new BufferedReader(
                            new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
            assertThat(reader.readLine()).isEqualTo(":");
            server.post(
                    shop.token,
                    "/api/v1/sites/" + shop.id + "/flags/open/switch",
                    "{\"on\":false}");
            shop.follow();
            String line = reader.readLine();
            while (line.isEmpty()) {
                line = reader.readLine();
            }
            assertThat(line).startsWith("data: {\"type\":\"refetchEvaluation\"");
            stream.body().close();
            var off = server.post(shop.key, FLAGS + "/open", ANN);
            assertThat(off.json().get("reason").asString()).isEqualTo("DISABLED");
        }
    }
}
