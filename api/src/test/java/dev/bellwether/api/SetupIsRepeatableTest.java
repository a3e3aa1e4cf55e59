package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;

@DisplayName("The set-up as a document: applied, read, applied again it changes nothing")
class SetupIsRepeatableTest {
    private static final String DOCUMENT =
            """
            {"version":1,
             "policies":[{"id":"night","name":"Night","repeat":2,"steps":[{"delay":"PT5M",
               "targets":[{"kind":"Webhook","url":"https://hooks.example.com/secret/one"}]}]}],
             "services":[
               {"id":"db","name":"Database"},
               {"id":"shop","name":"Shop","description":"Sells","escalation":"night",
                "incidents":{"publish":"AS_DRAFT","openAfter":"PT1M"},
                "dependsOn":["db"],"causeWindow":"PT3M"}],
             "checks":[
               {"id":"http","service":"shop","name":"Front","interval":"PT1M","places":["here"],"labels":["prod","eu"],
                "degradedAbove":"PT2S","whenDown":"PARTIAL_OUTAGE","paused":true,
                "recovery":{"successes":3,"over":"PT1M"},
                "spec":{"kind":"Http","method":"POST","url":"https://example.com/","body":"words",
                 "headers":{"Authorization":"Bearer very-secret"},"keyword":"ok"}},
               {"id":"tcp","service":"db","name":"Port",
                "spec":{"kind":"Tcp","host":"example.com","port":5432}},
               {"id":"tls","service":"db","name":"Certificate",
                "spec":{"kind":"Tls","host":"example.com"}},
               {"id":"dns","service":"db","name":"Name",
                "spec":{"kind":"Dns","name":"example.com","expected":["93.184.216.34"]}},
               {"id":"ping","service":"db","name":"Echo","spec":{"kind":"Ping","host":"example.com"}},
               {"id":"cron","service":"db","name":"Backup",
                "spec":{"kind":"Heartbeat","cron":"0 3 * * *","zone":"Europe/Berlin"}}],
             "templates":[{"id":"down","kind":"INCIDENT","name":"Down","title":"{{services}}",
               "body":"We look.","status":"IDENTIFIED","impact":"MAJOR","affected":["shop"]}],
             "pages":[{"slug":"acme","name":"Acme","description":"All of it","main":true,
               "timeZone":"Europe/Berlin","groups":[{"name":"Core"}],
               "components":[{"service":"shop","name":"Shop","group":"Core","target":99.9},
                             {"service":"db","name":"Database","startDate":"2026-01-01"}],
               "look":{"language":"en","languages":["de"],"accent":"#0055aa"},
               "access":{"networks":["10.0.0.0/8"]}}]}
            """;

    @OnEachStore
    void everyKindIsAppliedReadAndAppliedAgainWithNothingToDo(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            server.owner();
            String token = server.token(Scope.READ, Scope.WRITE);
            var planned = server.post(token, "/api/v1/setup/plan", DOCUMENT);
            assertThat(planned.status()).as(planned.response().body()).isEqualTo(200);
            assertThat(kinds(planned.json())).containsOnly("Create").hasSize(11);
            assertThat(planned.response().body())
                    .doesNotContain("very-secret", "words", "secret/one");
            assertThat(server.get(token, "/api/v1/setup").json().get("services")).isEmpty();

            var applied = server.post(token, "/api/v1/setup", DOCUMENT);
            assertThat(applied.status()).as(applied.response().body()).isEqualTo(200);
            assertThat(applied.json().get("applied").asBoolean()).isTrue();

            nothingToDo(server, token, DOCUMENT);
            var read = server.get(token, "/api/v1/setup").response().body();
            assertThat(read).doesNotContain("very-secret", "words", "secret/one");
            assertThat(read).contains("https://hooks.example.com/(kept)");
            nothingToDo(server, token, read);
            server.post(token, "/api/v1/setup", read);
            assertThat(server.get(token, "/api/v1/setup").response().body()).isEqualTo(read);
        }
    }

    @OnEachStore
    void whatIsReadFromOneMakesTheSameOfAnEmptyOther(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            server.owner();
            // Ids of checks and slugs of pages are one organization's own, so the rest is carried.
            String from = server.token(Scope.READ, Scope.WRITE);
            server.post(from, "/api/v1/setup", DOCUMENT);
            String read =
                    server.get(from, "/api/v1/setup")
                            .response()
                            .body()
                            .replace("hooks.example.com/(kept)", "hooks.example.com/secret/one")
                            .replace("\"Authorization\":\"(kept)\"", "\"Authorization\":\"x\"")
                            .replace("\"body\":\"(kept)\"", "\"body\":\"words\"")
                            .replaceAll(
                                    "\"id\":\"(http|tcp|tls|dns|ping|cron)\"", "\"id\":\"$1-2\"")
                            .replace("\"acme\"", "\"acme-2\"");
            server.owner(Server.STRANGER);
            String to = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.get(to, "/api/v1/setup").json().get("services")).isEmpty();
            var applied = server.post(to, "/api/v1/setup", read);
            assertThat(applied.status()).as(applied.response().body()).isEqualTo(200);
            nothingToDo(server, to, read);
            assertThat(server.get(to, "/api/v1/setup").response().body().replace("-2\"", "\""))
                    .isEqualTo(server.get(from, "/api/v1/setup").response().body());
        }
    }

    @OnEachStore
    void aChangeIsToldFieldByFieldAndDeletingIsAskedFor(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            server.owner();
            String token = server.token(Scope.READ, Scope.WRITE);
            String two =
                    "{\"version\":1,\"services\":[{\"id\":\"a\",\"name\":\"A\",\"dependsOn\":[\"b\"]},"
                            + "{\"id\":\"b\",\"name\":\"B\"}]}";
            server.post(token, "/api/v1/setup", two);
            String turned =
                    "{\"version\":1,\"services\":[{\"id\":\"b\",\"name\":\"Bee\",\"dependsOn\":[\"a\"]},"
                            + "{\"id\":\"a\",\"name\":\"A\"}]}";
            JsonNode plan = server.post(token, "/api/v1/setup", turned).json();
            assertThat(kinds(plan)).containsOnly("Change");
            assertThat(plan.toString())
                    .contains("{\"field\":\"name\",\"before\":\"B\",\"after\":\"Bee\"}");

            String one = "{\"version\":1,\"services\":[{\"id\":\"a\",\"name\":\"A\"}]}";
            nothingToDo(server, token, one);
            var pruned = server.post(token, "/api/v1/setup?prune=true", one);
            assertThat(kinds(pruned.json())).containsExactlyInAnyOrder("Leave", "Delete");
            assertThat(server.get(token, "/api/v1/setup").json().get("services")).hasSize(1);
        }
    }

    @OnEachStore
    void everyProblemIsToldAtOnceAndNothingIsChanged(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            server.owner();
            String token = server.token(Scope.READ, Scope.WRITE);
            var refused =
                    server.post(
                            token,
                            "/api/v1/setup",
                            """
                            {"version":2,"services":[{"id":"a","name":"","escalation":"nobody",
                               "dependsOn":["gone"]},{"id":"a","name":"A"}],
                             "policies":[{"id":"p","name":"P","steps":[{"delay":"PT5M","targets":[
                               {"kind":"Person","email":"who@example.com"},
                               {"kind":"Webhook","url":"https://x.example/(kept)"}]}]}],
                             "checks":[{"id":"c","service":"a","name":"C","intervall":"PT1M",
                               "spec":{"kind":"Http","url":"ftp://x","headers":{"A":"(kept)"}}}]}
                            """);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("errors").findValuesAsString("field"))
                    .contains(
                            "version",
                            "services[0].name",
                            "services[0].escalation",
                            "services[0].dependsOn",
                            "services[1].id",
                            "policies[0].steps[0].targets[0].email",
                            "policies[0].steps[0].targets[1].url",
                            "checks[0].intervall",
                            "checks[0].spec.url",
                            "checks[0].spec.headers.A");
            assertThat(server.get(token, "/api/v1/setup").json().get("services")).isEmpty();
            assertThat(server.get(server.token(Scope.READ), "/api/v1/setup").status())
                    .isEqualTo(403);
        }
    }

    private static void nothingToDo(Server server, String token, String document) throws Exception {
        var plan = server.post(token, "/api/v1/setup/plan", document);
        assertThat(plan.status()).as(plan.response().body()).isEqualTo(200);
        assertThat(kinds(plan.json())).as(plan.response().body()).containsOnly("Leave");
    }

    private static List<String> kinds(JsonNode plan) {
        return plan.get("steps").findValuesAsString("kind");
    }
}
