package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Person;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.People;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;

@DisplayName("Schedules, integrations, routing and what is followed are set up by a document too")
class SetupOfOnCallAndSendersTest {
    private static final String SETUP = "/api/v1/setup";
    private static final String DOCUMENT =
            """
            {"version":1,
             "schedules":[{"id":"primary","name":"Primary","zone":"Europe/Berlin","layers":[
               {"name":"Week","rotation":{"unit":"WEEKLY","every":1,"start":"2020-01-06","handoff":"09:00"},
                "people":["ada@example.com"]},
               {"rotation":{"unit":"DAILY","every":1,"start":"2020-01-06","handoff":"18:00"},
                "people":["ada@example.com"],
                "restrictions":[{"days":["SATURDAY","SUNDAY"],"from":"18:00","until":"08:00"}]}]}],
             "policies":[{"id":"night","name":"Night","steps":[{"delay":"PT5M",
               "targets":[{"kind":"OnCall","schedule":"primary"}]}]}],
             "services":[{"id":"shop","name":"Shop","escalation":"night"}],
             "follows":[{"id":"stripe","provider":"stripe"},
                        {"id":"pay","provider":"own.payroll","name":"Our payroll","check":"pay-page"}],
             "providers":[{"id":"payroll","name":"Payroll GmbH","page":"https://status.payroll.example/"}],
             "integrations":[{"id":"grafana","name":"Grafana","kind":"grafana","service":"shop"},
               {"id":"builds","name":"Builds","service":"shop","perMinute":60,"secret":"hush-hush",
                "mapping":{"key":"$.id","summary":"$.title"}}],
             "routing":[{"name":"noise","conditions":[{"field":"severity","operator":"EQUALS","value":"info"}],
                "nowhere":true},
               {"name":"shop at night","times":{"zone":"Europe/Berlin","days":["MONDAY"],"from":"22:00","to":"06:00"},
                "service":"shop","policy":"night","priority":"P2"}]}
            """;

    @OnEachStore
    void allOfItIsAppliedReadAndAppliedAgainWithNothingToDo(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            ada(server);
            var planned = server.post(token, SETUP + "/plan", DOCUMENT);
            assertThat(planned.status()).as(planned.response().body()).isEqualTo(200);
            assertThat(kinds(planned.json())).containsOnly("Create");
            assertThat(planned.response().body())
                    .as("a secret is told in no plan")
                    .doesNotContain("hush-hush")
                    .contains("\"schedules\"", "\"integrations\"", "\"routing\"", "Payroll");
            assertThat(server.get(token, "/api/v1/schedules").json().get("items")).isEmpty();

            var applied = server.post(token, SETUP, DOCUMENT);
            assertThat(applied.status()).as(applied.response().body()).isEqualTo(200);
            nothingToDo(server, token, DOCUMENT);

            JsonNode read = server.get(token, SETUP).json();
            assertThat(read.get("follows").findValuesAsString("id"))
                    .containsExactlyInAnyOrder("stripe", "pay");
            assertThat(read.get("services").findValuesAsString("id")).containsExactly("shop");
            assertThat(read.get("checks")).isEmpty();
            assertThat(read.get("schedules").get(0).get("layers").get(0).get("people").get(0))
                    .as("people stand in it by their addresses")
                    .hasToString("\"ada@example.com\"");
            assertThat(read.toString()).doesNotContain("hush-hush");
            nothingToDo(server, token, read.toString());
            server.post(token, SETUP, read.toString());
            assertThat(server.get(token, SETUP).json()).isEqualTo(read);
        }
    }

    @OnEachStore
    void aChangeIsTheFieldsOfOneThingAndWhatIsNotNamedGoesOnlyWhenAsked(TestStore test)
            throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            ada(server);
            assertThat(server.post(token, SETUP, DOCUMENT).status()).isEqualTo(200);
            String layer =
                    server.get(token, "/api/v1/schedules").json().get("items").get(0).toString();

            var later = DOCUMENT.replace("\"handoff\":\"18:00\"", "\"handoff\":\"19:00\"");
            var changed = server.post(token, SETUP, later);
            assertThat(changed.json().get("steps").toString())
                    .contains(
                            "{\"field\":\"layers[1].rotation.handoff\",\"before\":\"18:00\",\"after\":\"19:00\"}");
            assertThat(kinds(changed.json())).containsOnlyOnce("Change");
            assertThat(server.get(token, "/api/v1/schedules").json().get("items").get(0).toString())
                    .as("its layers keep their ids")
                    .isEqualTo(
                            layer.replace("18:00", "19:00")
                                    .replace("19:00\",\"until", "18:00\",\"until"));

            String secret = later.replace("hush-hush", "another");
            assertThat(server.post(token, SETUP + "/plan", secret).json().toString())
                    .contains("{\"field\":\"secret\",\"before\":\"(kept)\",\"after\":\"(new)\"}");

            String fewer =
                    "{\"version\":1,\"follows\":[{\"id\":\"stripe\",\"provider\":\"stripe\"}],\"routing\":[]}";
            assertThat(kinds(server.post(token, SETUP + "/plan", fewer).json()))
                    .doesNotContain("Delete")
                    .containsOnlyOnce("Change");
            var pruned = server.post(token, SETUP + "?prune=true", fewer);
            assertThat(pruned.status()).as(pruned.response().body()).isEqualTo(200);
            JsonNode read = server.get(token, SETUP).json();
            assertThat(read.get("follows").findValuesAsString("id")).containsExactly("stripe");
            assertThat(read.get("services").findValuesAsString("id"))
                    .as("a section that is left out is not touched")
                    .containsExactly("shop");
            assertThat(read.get("integrations")).hasSize(2);
            assertThat(read.get("routing")).isEmpty();
        }
    }

    @OnEachStore
    void whatMerelyFollowedIsWrittenOutWhenItGetsMore(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String follows =
                    "{\"version\":1,\"follows\":[{\"id\":\"stripe\",\"provider\":\"stripe\"}]}";
            assertThat(server.post(token, SETUP, follows).status()).isEqualTo(200);
            String more =
                    "{\"version\":1,\"services\":[{\"id\":\"stripe\",\"name\":\"Stripe\","
                            + "\"description\":\"They pay us\"}]}";
            var changed = server.post(token, SETUP, more);
            assertThat(changed.json().get("steps").toString()).contains("They pay us");
            JsonNode read = server.get(token, SETUP).json();
            assertThat(read.get("follows")).isEmpty();
            assertThat(read.get("services").findValuesAsString("id")).containsExactly("stripe");
            assertThat(read.get("checks").findValuesAsString("id")).containsExactly("stripe");
            nothingToDo(server, token, read.toString());
            // And short again.
            server.post(token, SETUP, follows);
            assertThat(server.get(token, SETUP).json().get("follows")).hasSize(1);
        }
    }

    @OnEachStore
    void everyProblemIsToldAtItsPlaceAndNothingIsChanged(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var refused =
                    server.post(
                            token,
                            SETUP,
                            """
                            {"version":1,
                             "schedules":[{"id":"p","name":"","zone":"Europe/Berlin","layers":[
                               {"rotation":{"unit":"DAILY","every":1,"start":"2020-01-06","handoff":"09:00"},
                                "people":["who@example.com"]}]}],
                             "services":[{"id":"a","name":"A"}],
                             "follows":[{"id":"a","provider":"stripe"},
                                        {"id":"b","provider":"nobody-knows","component":"x"}],
                             "integrations":[{"id":"i","name":"","kind":"fax","service":"gone","secret":"(kept)"}],
                             "routing":[{"name":"r","conditions":[{"field":"severity","operator":"MATCHES","value":"("}],
                               "service":"gone","policy":"gone"}]}
                            """);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("errors").findValuesAsString("field"))
                    .as(refused.response().body())
                    .contains(
                            "schedules[0].layers[0].people[0]",
                            "follows[0].id",
                            "follows[1].provider",
                            "integrations[0].name",
                            "integrations[0].kind",
                            "integrations[0].service",
                            "integrations[0].secret",
                            "routing[0].conditions[0].value",
                            "routing[0].service",
                            "routing[0].policy")
                    .noneMatch(field -> field.startsWith("checks") || field.startsWith("services"));
            assertThat(server.get(token, SETUP).json().get("services")).isEmpty();
        }
    }

    @OnEachStore
    void aScheduleWithTimesOfNobodySaysThatTheyAreMeant(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            ada(server);
            String schedule =
                    """
                    {"version":1,"schedules":[{"id":"days","name":"Days","zone":"Europe/Berlin","layers":[
                       {"rotation":{"unit":"DAILY","every":1,"start":"2020-01-06","handoff":"09:00"},
                        "people":["ada@example.com"],
                        "restrictions":[{"days":[],"from":"09:00","until":"17:00"}]}]%s}]}
                    """;
            var refused = server.post(token, SETUP + "/plan", schedule.formatted(""));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.response().body())
                    .contains("schedules[0].layers", "nobody can be reached", "acceptGaps");
            String meant = schedule.formatted(",\"acceptGaps\":true");
            assertThat(server.post(token, SETUP, meant).status()).isEqualTo(200);
            nothingToDo(server, token, meant);
            nothingToDo(server, token, server.get(token, SETUP).response().body());
        }
    }

    @OnEachStore
    void aPolicyThatStaysAsItStandsKeepsNothingElseOut(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            ada(server);
            assertThat(server.post(token, SETUP, DOCUMENT).status()).isEqualTo(200);
            Person ada =
                    server.people.persons(People.DEFAULT, Optional.empty(), 1).items().getFirst();
            server.people
                    .contacts((person, to, code, expiresAt) -> {})
                    .remove(
                            Principal.system(People.DEFAULT, "test"),
                            ada.id(),
                            ada.contacts().getFirst().id());

            var plan = server.post(token, SETUP + "/plan", DOCUMENT);
            assertThat(plan.status()).as(plan.response().body()).isEqualTo(200);
            assertThat(plan.json().at("/warnings/0/field").asString())
                    .isEqualTo("policies[0].steps");
            assertThat(plan.json().at("/warnings/0/message").asString())
                    .contains("nobody whom its schedules ever call can be reached");
            String renamed =
                    DOCUMENT.replace("\"name\":\"Shop\"", "\"name\":\"Web shop\"")
                            .replaceFirst("\"schedules\":[\\s\\S]*?\"policies\"", "\"policies\"");
            var applied = server.post(token, SETUP, renamed);
            assertThat(applied.status()).as(applied.response().body()).isEqualTo(200);
            assertThat(applied.json().get("warnings")).hasSize(1);
            assertThat(server.get(token, SETUP).response().body()).contains("Web shop");

            var changed = server.post(token, SETUP, renamed.replace("PT5M", "PT6M"));
            assertThat(changed.status()).as("what is changed has to be good").isEqualTo(400);
            assertThat(changed.json().at("/errors/0/field").asString())
                    .isEqualTo("policies[0].steps");
        }
    }

    /// An owner, whose mail address is proven by the link that came there.
    private static void ada(Server server) {
        String token = server.people.invitations().firstStart().orElseThrow().token();
        server.people
                .invitations()
                .accept(
                        token,
                        new Acceptance("Ada", "ada@example.com", "correct horse battery 9"),
                        new Client("127.0.0.1", "test"));
    }

    private static void nothingToDo(Server server, String token, String document) throws Exception {
        var plan = server.post(token, SETUP + "/plan", document);
        assertThat(plan.status()).as(plan.response().body()).isEqualTo(200);
        assertThat(kinds(plan.json())).as(plan.response().body()).containsOnly("Leave");
    }

    private static List<String> kinds(JsonNode plan) {
        return plan.get("steps").findValuesAsString("kind");
    }
}
