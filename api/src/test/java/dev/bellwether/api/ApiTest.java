package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/// The API as a program meets it. Every answer is held against the OpenAPI document besides.
class ApiTest {
    private static final String SERVICE = "{\"name\":\"Shop\"}";

    @OnEachStore
    void withoutAGoodTokenItIs401(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var none = server.get("", "/api/v1/services");
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(none.header("Content-Type")).startsWith("application/problem+json");
            assertThat(server.get("bw_wrong", "/api/v1/services").status()).isEqualTo(401);
        }
    }

    @OnEachStore
    void whoIsAsking(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var me = server.get(server.token(Scope.READ), "/api/v1/me");
            assertThat(me.status()).isEqualTo(200);
            assertThat(me.json().get("organization").asString()).isEqualTo("default");
            assertThat(me.json().get("scopes").get(0).asString()).isEqualTo("READ");
        }
    }

    @OnEachStore
    void withoutTheRightItIs403(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            var refused = server.post(server.token(Scope.READ), "/api/v1/services", SERVICE);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().get("detail").asString()).contains("WRITE");
        }
    }

    @OnEachStore
    void aStrangersIdIs404(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String id = made(server, token);
            assertThat(server.get(token, "/api/v1/services/" + id).status()).isEqualTo(200);

            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.get(stranger, "/api/v1/services/" + id).status()).isEqualTo(404);
            assertThat(server.call(stranger, "DELETE", "/api/v1/services/" + id, "").status())
                    .isEqualTo(404);
            assertThat(server.get(token, "/api/v1/services/NOT%20AN%20ID").status()).isEqualTo(404);
        }
    }

    @OnEachStore
    void aWrongBodyIs400WithEveryField(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            var wrong =
                    server.post(
                            token,
                            "/api/v1/checks",
                            "{\"name\":1,\"spec\":{\"kind\":\"Http\"},\"x\":2}");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(StreamSupport.stream(wrong.json().get("errors").spliterator(), false))
                    .extracting(error -> error.get("field").asString())
                    .containsExactlyInAnyOrder("name", "service", "spec.url", "x");

            var both =
                    server.post(
                            token,
                            "/api/v1/checks",
                            """
                            {"name": "n", "service": "nobody", "interval": "soon", "colour": "red",
                             "spec": {"kind": "Http", "url": "ftp://x", "statuses": "fine"}}
                            """);
            assertThat(both.status()).isEqualTo(400);
            assertThat(StreamSupport.stream(both.json().get("errors").spliterator(), false))
                    .as("the form and the rules in one answer")
                    .extracting(error -> error.get("field").asString())
                    .containsExactlyInAnyOrder(
                            "interval", "colour", "service", "spec.url", "spec.statuses");

            var broken = server.post(token, "/api/v1/checks", "{\"name\":");
            assertThat(broken.status()).isEqualTo(400);
            assertThat(broken.json().get("type").asString()).isEqualTo("/api/docs#not-json");
            var cut = server.post(token, "/api/v1/checks", "[1");
            assertThat(cut.json().get("detail").asString())
                    .as("where, and no word of a library")
                    .contains("Line 1, column 3", "']' is expected")
                    .doesNotContain("Source", "REDACTED", "StreamRead", "byte offset");

            assertThat(server.post(token, "/api/v1/checks", "[".repeat(2_000)).status())
                    .isEqualTo(400);
            assertThat(server.post(token, "/api/v1/checks", "{\"a\":1,\"a\":2}").status())
                    .isEqualTo(400);
            assertThat(server.get(token, "/api/v1/checks?limit=1000&colour=red").status())
                    .isEqualTo(400);
        }
    }

    @OnEachStore
    void aTargetThatDoesNotParseIsRefusedWhenSaved(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var refused =
                    server.post(
                            token,
                            "/api/v1/checks",
                            "{\"service\":\"%s\",\"name\":\"n\",\"spec\":{\"kind\":\"Http\",\"url\":\"ftp://x\"}}"
                                    .formatted(made(server, token)));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("errors").get(0).get("field").asString()).contains("url");
            assertThat(refused.json().get("errors").get(0).get("message").asString())
                    .contains("'ftp://x'");
        }
    }

    @OnEachStore
    void aCheckOfAnUnknownServiceOrProviderIsRefusedInTheWordsThatWereSent(TestStore test)
            throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var refused =
                    server.post(
                            token,
                            "/api/v1/checks",
                            """
                            {"service":"nope","name":"n","timeout":"PT10M",
                             "spec":{"kind":"ProviderPage","provider":"nimbus"}}
                            """);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(StreamSupport.stream(refused.json().get("errors").spliterator(), false))
                    .extracting(error -> error.get("field").asString())
                    .containsExactlyInAnyOrder("timeout", "spec.provider", "service");
            assertThat(refused.json().get("detail").asString())
                    .contains("'nope' is no service of yours")
                    .contains("'nimbus' is no provider known here");
            var other =
                    server.post(
                            token,
                            "/api/v1/checks",
                            "{\"service\":\"nope\",\"name\":\"n\",\"spec\":{\"kind\":\"Http\",\"url\":\"雲://x\"}}");
            assertThat(other.json().get("detail").asString()).contains("'雲://x'");
        }
    }

    @OnEachStore
    void tooLargeIs413AndWhatIsNotJsonIs415(TestStore test) throws Exception {
        try (var server = new Server(test, new ApiSettings("test", 2_000, 600, 120))) {
            String token = server.token(Scope.WRITE);
            String large = "{\"name\":\"" + "x".repeat(3_000) + "\"}";
            assertThat(server.post(token, "/api/v1/services", large).status()).isEqualTo(413);
            assertThat(
                            server.post(
                                            token,
                                            "/api/v1/services",
                                            SERVICE,
                                            "Content-Type",
                                            "text/plain")
                                    .status())
                    .isEqualTo(415);
        }
    }

    @OnEachStore
    void tooFastIs429WithRetryAfter(TestStore test) throws Exception {
        try (var server = new Server(test, new ApiSettings("test", 2_000, 3, 2))) {
            String token = server.token(Scope.READ);
            for (int i = 0; i < 3; i++) {
                assertThat(server.get(token, "/api/v1/me").status()).isEqualTo(200);
            }
            var refused = server.get(token, "/api/v1/me");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("20");

            test.clock().move(Duration.ofSeconds(20));
            assertThat(server.get(token, "/api/v1/me").status()).isEqualTo(200);

            assertThat(server.get("bw_a", "/api/v1/me").status()).isEqualTo(401);
            assertThat(server.get("bw_b", "/api/v1/me").status()).isEqualTo(401);
            assertThat(server.get("bw_c", "/api/v1/me").status()).isEqualTo(429);
            // Whoever shares the address and has a token is not shut out by it.
            test.clock().move(Duration.ofSeconds(20));
            assertThat(server.get("bw_d", "/api/v1/me").status()).isEqualTo(429);
            assertThat(server.get(token, "/api/v1/me").status()).isEqualTo(200);
        }
    }

    @OnEachStore
    void anIdempotencyKeyDoesItOnce(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var first = server.post(token, "/api/v1/services", SERVICE, "Idempotency-Key", "k1");
            var again = server.post(token, "/api/v1/services", SERVICE, "Idempotency-Key", "k1");
            assertThat(first.status()).isEqualTo(201);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(server.get(token, "/api/v1/services").json().get("items").size())
                    .isEqualTo(1);

            assertThat(
                            server.post(
                                            token,
                                            "/api/v1/services",
                                            "{\"name\":\"Other\"}",
                                            "Idempotency-Key",
                                            "k1")
                                    .status())
                    .isEqualTo(409);

            var wrong =
                    server.post(
                            token, "/api/v1/services", "{\"name\":\"\"}", "Idempotency-Key", "k2");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(
                            server.post(token, "/api/v1/services", SERVICE, "Idempotency-Key", "k2")
                                    .status())
                    .isEqualTo(201);

            test.clock().move(Duration.ofHours(25));
            var nextDay = server.post(token, "/api/v1/services", SERVICE, "Idempotency-Key", "k1");
            assertThat(nextDay.json().get("id")).isNotEqualTo(first.json().get("id"));
        }
    }

    @OnEachStore
    void anIdempotencyKeyIsItsTokensOwnAndTellsNoSecretTwice(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String one = server.token(Scope.READ, Scope.WRITE);
            String other = server.token(Scope.READ, Scope.WRITE, Scope.ADMIN);
            var first = server.post(one, "/api/v1/services", SERVICE, "Idempotency-Key", "k");
            var second = server.post(other, "/api/v1/services", SERVICE, "Idempotency-Key", "k");
            assertThat(second.json().get("id")).isNotEqualTo(first.json().get("id"));

            String wanted = "{\"name\":\"ci\",\"scopes\":[\"READ\"]}";
            var told = server.post(other, "/api/v1/tokens", wanted, "Idempotency-Key", "t");
            String secret = told.json().get("secret").asString();
            assertThat(secret).startsWith("bw_");
            var again = server.post(other, "/api/v1/tokens", wanted, "Idempotency-Key", "t");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.response().body()).doesNotContain(secret);
        }
    }

    @OnEachStore
    void aTokenThatOnlyReadsSeesNoSecret(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String writer = server.token(Scope.READ, Scope.WRITE);
            String reader = server.token(Scope.READ);
            String service = made(server, writer);
            String check =
                    "{\"service\":\"%s\",\"name\":\"n\",\"spec\":{\"kind\":\"Heartbeat\",\"period\":\"PT5M\"}}"
                            .formatted(service);
            var made = server.post(writer, "/api/v1/checks", check).json();
            String token = made.get("spec").get("token").asString();
            String path = "/api/v1/checks/" + made.get("id").asString();
            assertThat(server.get(reader, path).response().body()).doesNotContain(token);
            assertThat(server.get(reader, "/api/v1/checks").response().body())
                    .doesNotContain(token);
            assertThat(server.get(writer, path).response().body()).contains(token);

            server.owner();
            String policy =
                    "{\"name\":\"p\",\"steps\":[{\"delay\":\"PT5M\",\"targets\":[{\"kind\":\"ToWebhook\",\"url\":\"https://hooks.example.com/s3cret\"}]}]}";
            var saved = server.post(writer, "/api/v1/policies", policy);
            assertThat(saved.status()).as(saved.response().body()).isEqualTo(201);
            assertThat(server.get(reader, "/api/v1/policies").response().body())
                    .contains("https://hooks.example.com/")
                    .doesNotContain("s3cret");
        }
    }

    @OnEachStore
    void whatCannotStandIsRefusedAndNamed(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            var service =
                    server.post(
                            token, "/api/v1/services", "{\"name\":\"a\",\"escalation\":\"none\"}");
            assertThat(service.status()).isEqualTo(400);
            var maintenance =
                    server.post(
                            token,
                            "/api/v1/maintenances",
                            "{\"name\":\"a\",\"body\":\"b\",\"scheduledFor\":\"2026-05-01T08:00:00Z\",\"scheduledUntil\":\"+999999999-12-31T00:00:00Z\"}");
            assertThat(maintenance.status()).isEqualTo(400);
            assertThat(server.get(token, "/api/v1/incidents?limit=200").status()).isEqualTo(200);
            assertThat(server.get(token, "/api/v1/alerts?limit=200").status()).isEqualTo(200);
        }
    }

    @OnEachStore
    void aListIsReadInParts(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            Set<String> made = new HashSet<>();
            for (int i = 0; i < 7; i++) {
                made.add(made(server, token));
            }
            Set<String> read = new HashSet<>();
            String after = "";
            int parts = 0;
            do {
                var part = server.get(token, "/api/v1/services?limit=3" + after).json();
                part.get("items").forEach(item -> read.add(item.get("id").asString()));
                after = part.get("next").isNull() ? "" : "&after=" + part.get("next").asString();
                parts++;
            } while (!after.isEmpty());
            assertThat(read).isEqualTo(made);
            assertThat(parts).isEqualTo(3);
        }
    }

    @OnEachStore
    void everyKindOfCheckCanBeMadeReadChangedAndRemoved(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            String service = made(server, token);
            for (String spec :
                    new String[] {
                        "{\"kind\":\"Http\",\"url\":\"https://example.com/\",\"headers\":{\"X-Key\":\"secret\"}}",
                        "{\"kind\":\"Tcp\",\"host\":\"example.com\",\"port\":25}",
                        "{\"kind\":\"Tls\",\"host\":\"example.com\"}",
                        "{\"kind\":\"Dns\",\"name\":\"example.com\"}",
                        "{\"kind\":\"Ping\",\"host\":\"example.com\"}",
                        "{\"kind\":\"Heartbeat\",\"period\":\"PT5M\"}",
                        "{\"kind\":\"ProviderPage\",\"provider\":\"github\"}"
                    }) {
                String body =
                        "{\"service\":\"%s\",\"name\":\"n\",\"spec\":%s}".formatted(service, spec);
                var made = server.post(token, "/api/v1/checks", body);
                assertThat(made.status()).as(made.response().body()).isEqualTo(201);
                assertThat(made.response().body()).doesNotContain("\"secret\"");
                String path = "/api/v1/checks/" + made.json().get("id").asString();
                assertThat(server.get(token, path).json()).isEqualTo(made.json());
                assertThat(server.call(token, "PUT", path, body).status()).isEqualTo(200);
                assertThat(server.post(token, path + "/pause", "").json().get("paused").asBoolean())
                        .isTrue();
                assertThat(server.get(token, path + "/results").status()).isEqualTo(200);
                assertThat(server.get(token, path + "/latency").status()).isEqualTo(200);
                assertThat(server.get(token, path + "/summary").status()).isEqualTo(200);
                assertThat(server.get(token, path + "/uptime?days=7").status()).isEqualTo(200);
                assertThat(server.get(token, path + "/verdicts").status()).isEqualTo(200);
                assertThat(server.call(token, "DELETE", path, "").status()).isEqualTo(204);
                assertThat(server.get(token, path).status()).isEqualTo(404);
            }
        }
    }

    @OnEachStore
    void anIncidentFromItsOpeningToItsReport(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            String service = made(server, token);
            var opened =
                    server.post(
                            token,
                            "/api/v1/incidents",
                            "{\"name\":\"Slow\",\"body\":\"We look.\",\"affected\":{\"%s\":\"DEGRADED\"}}"
                                    .formatted(service));
            assertThat(opened.status()).as(opened.response().body()).isEqualTo(201);
            String path = "/api/v1/incidents/" + opened.json().get("id").asString();
            assertThat(server.get(token, "/api/v1/incidents?state=open").json().get("items").size())
                    .isEqualTo(1);
            assertThat(
                            server.post(
                                            token,
                                            path + "/updates",
                                            "{\"status\":\"IDENTIFIED\",\"body\":\"A disk.\"}")
                                    .json()
                                    .get("updates")
                                    .size())
                    .isEqualTo(2);
            assertThat(server.post(token, path + "/notes", "{\"body\":\"Ask Ann.\"}").status())
                    .isEqualTo(200);
            assertThat(
                            server.post(token, path + "/resolve", "{\"body\":\"Well again.\"}")
                                    .json()
                                    .get("status")
                                    .asString())
                    .isEqualTo("RESOLVED");
            assertThat(server.post(token, path + "/resolve", "{\"body\":\"Again.\"}").status())
                    .isEqualTo(409);
            assertThat(
                            server.call(
                                            token,
                                            "PUT",
                                            path + "/postmortem",
                                            "{\"body\":\"# Report\"}")
                                    .status())
                    .isEqualTo(200);
            assertThat(server.post(token, path + "/postmortem/publish", "").status())
                    .isEqualTo(200);
            assertThat(server.get(token, path + "/timeline").status()).isEqualTo(200);
        }
    }

    @OnEachStore
    void theRestOfTheHouseAnswersAsDocumented(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND, Scope.ADMIN);
            String service = made(server, token);
            server.owner();
            var policy =
                    server.post(
                            token,
                            "/api/v1/policies",
                            """
                            {"name":"Everybody","repeat":1,"steps":[{"delay":"PT5M",
                             "targets":[{"kind":"ToWebhook","url":"https://hooks.example.com/x"}]}]}
                            """);
            assertThat(policy.status()).as(policy.response().body()).isEqualTo(201);
            var page =
                    server.post(
                            token,
                            "/api/v1/pages",
                            """
                            {"slug":"shop","name":"Shop status","main":true,
                             "components":[{"service":"%s","name":"Shop"}]}
                            """
                                    .formatted(service));
            assertThat(page.status()).as(page.response().body()).isEqualTo(201);
            var maintenance =
                    server.post(
                            token,
                            "/api/v1/maintenances",
                            """
                            {"name":"New disks","body":"We swap them.","scheduledFor":"2026-06-01T00:00:00Z",
                             "scheduledUntil":"2026-06-01T02:00:00Z","affected":["%s"]}
                            """
                                    .formatted(service));
            assertThat(maintenance.status()).as(maintenance.response().body()).isEqualTo(201);
            var issued =
                    server.post(token, "/api/v1/tokens", "{\"name\":\"ci\",\"scopes\":[\"READ\"]}");
            assertThat(issued.status()).as(issued.response().body()).isEqualTo(201);
            var invited =
                    server.post(
                            token,
                            "/api/v1/people/invitations",
                            "{\"name\":\"Ann\",\"email\":\"ann@example.com\",\"role\":\"EDITOR\"}");
            assertThat(invited.status()).as(invited.response().body()).isEqualTo(201);
            for (String list :
                    new String[] {
                        "services",
                        "checks",
                        "providers",
                        "providers?search=github",
                        "providers/github",
                        "incidents",
                        "maintenances",
                        "pages",
                        "people",
                        "policies",
                        "alerts",
                        "deliveries",
                        "tokens",
                        "audit",
                        "services/" + service + "/history"
                    }) {
                var answer = server.get(token, "/api/v1/" + list);
                assertThat(answer.status())
                        .as("%s: %s", list, answer.response().body())
                        .isEqualTo(200);
            }
        }
    }

    @OnEachStore
    void addressesThatAreNotThere(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ);
            assertThat(server.get(token, "/api/v1/nothing").status()).isEqualTo(404);
            assertThat(server.call(token, "DELETE", "/api/v1/me", "").status()).isEqualTo(405);
            assertThat(server.get("", "/heartbeat/none").status()).isEqualTo(404);
            assertThat(server.get("", "/api/openapi.json").status()).isEqualTo(200);
            assertThat(server.get("", "/api/docs").response().body())
                    .contains("/api/v1/incidents/{incident}/resolve");
        }
    }

    @OnEachStore
    void whenTheDatabaseIsGoneItIs503(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ);
            test.store().close();
            var gone = server.get(token, "/api/v1/services");
            assertThat(gone.status()).as(gone.response().body()).isEqualTo(503);
            assertThat(gone.header("Retry-After")).isNotEmpty();
        }
    }

    private static String made(Server server, String token)
            throws IOException, InterruptedException {
        var made = server.post(token, "/api/v1/services", SERVICE);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.json().get("id").asString();
    }
}
