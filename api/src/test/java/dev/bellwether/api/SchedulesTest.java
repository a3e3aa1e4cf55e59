package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Role;
import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Schedules as a program meets them. Every answer is held against the OpenAPI document besides.
class SchedulesTest {
    private static final String SCHEDULES = "/api/v1/schedules";

    private static String ada(Server server) {
        return server.owner();
    }

    private static String daily(String person, String more) {
        return """
        {"name": "Primary", "zone": "Europe/Berlin", "layers": [{
            "rotation": {"unit": "DAILY", "every": 1, "start": "2026-04-01", "handoff": "09:00"},
            "people": ["%s"]%s}]}
        """
                .formatted(person, more);
    }

    private static Iterable<String> errors(JsonNode problem) {
        return StreamSupport.stream(problem.get("errors").spliterator(), false)
                .map(e -> e.get("field").asString() + ": " + e.get("message").asString())
                .toList();
    }

    @OnEachStore
    void a_schedule_is_made_asked_changed_covered_and_removed(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String ada = ada(server);
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND, Scope.ADMIN);
            // Nobody is on call before it begins tomorrow, and that is said first.
            var refused =
                    server.post(
                            token, SCHEDULES, daily(ada, "").replace("2026-04-01", "2026-05-02"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().get("type").asString()).isEqualTo("/api/docs#gaps");
            assertThat(errors(refused.json()))
                    .containsExactly(
                            "gaps: 2026-05-01T08:00:00Z to 2026-05-02T07:00:00Z: nobody is"
                                    + " on call");
            assertThat(server.get(token, SCHEDULES).json().get("items")).isEmpty();

            var made = server.post(token, SCHEDULES, daily(ada, ""));
            assertThat(made.status()).isEqualTo(201);
            String one = SCHEDULES + "/" + made.json().get("id").asString();
            assertThat(made.json().at("/layers/0/rotation/handoff").asString()).isEqualTo("09:00");

            var now = server.get(token, one + "/on-call").json();
            assertThat(now.at("/onDuty/duties/0/person").asString()).isEqualTo(ada);
            assertThat(now.at("/onDuty/until").isNull()).isTrue();
            assertThat(server.get(token, "/api/v1/on-call").json().get("schedules")).hasSize(1);
            assertThat(
                            server.get(token, one + "/shifts?until=2026-05-03T08:00:00Z")
                                    .json()
                                    .at("/shifts/1/start")
                                    .asString())
                    .isEqualTo("2026-05-02T07:00:00Z");
            assertThat(server.get(token, one + "/drawing").status()).isEqualTo(200);
            assertThat(server.get(token, one + "/coverage").json().get("gaps")).isEmpty();

            var override =
                    """
                    {"kind": "REMOVE", "replaces": "%s", "start": "2026-05-02T08:00:00Z",
                     "end": "2026-05-02T09:00:00Z"}
                    """
                            .formatted(ada);
            assertThat(server.post(token, one + "/overrides", override).status()).isEqualTo(409);
            String yes = one + "/overrides?accept_gaps=true";
            var removed = server.post(token, yes, override);
            assertThat(removed.status()).isEqualTo(201);
            var again = server.post(token, yes, override);
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json().get("detail").asString())
                    .contains(removed.json().get("id").asString())
                    .contains("nobody for Ada");
            assertThat(server.get(token, one + "/overrides").json().get("overrides")).hasSize(1);
            String ended = one + "/overrides/" + removed.json().get("id").asString();
            assertThat(server.call(token, "DELETE", ended, "").status()).isEqualTo(204);

            var changed =
                    server.call(
                            token,
                            "PUT",
                            one + "?from=2026-06-01T00:00:00Z&accept_gaps=true",
                            daily(
                                    ada,
                                    ", \"restrictions\": [{\"days\": [\"MONDAY\"], \"from\":"
                                            + " \"09:00\", \"until\": \"17:00\"}]"));
            assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
            assertThat(changed.json().get("effective").asString())
                    .isEqualTo("2026-06-01T00:00:00Z");

            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE);
            assertThat(server.get(stranger, one).status()).isEqualTo(404);
            assertThat(server.get(stranger, one + "/shifts").status()).isEqualTo(404);
            assertThat(server.call(stranger, "DELETE", one, "").status()).isEqualTo(404);
            assertThat(server.call(token, "DELETE", one, "").status()).isEqualTo(204);
            assertThat(server.get(token, one).status()).isEqualTo(404);
        }
    }

    @OnEachStore
    void a_schedule_that_could_not_be_is_refused_whole(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var refused =
                    server.post(
                            token,
                            SCHEDULES,
                            """
                            {"name": "x", "zone": "Mars/Olympus", "layers": [{
                                "rotation": {"unit": "DAILY", "every": 0, "start": "soon",
                                    "handoff": "25:00"}, "people": []}]}
                            """);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(errors(refused.json()))
                    .contains(
                            "layers[0].rotation.start: 'soon' is not a day such as 2026-05-01",
                            "layers[0].rotation.handoff: '25:00' is not a time of day such as"
                                    + " 09:00");
            var empty =
                    server.post(
                            token,
                            SCHEDULES,
                            daily("nobody", "")
                                    .replace("[\"nobody\"]", "[]")
                                    .replace("Europe/Berlin", "Mars/Olympus"));
            assertThat(errors(empty.json()))
                    .containsExactly(
                            "zone: 'Mars/Olympus' is not a time zone such as Europe/Berlin",
                            "layers[0].people: is empty; a rotation needs somebody who is on call");
            assertThat(server.get(token, SCHEDULES).json().get("items")).isEmpty();
        }
    }

    @OnEachStore
    void who_may_only_respond_may_not_move_others(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String ada = ada(server);
            String writer = server.token(Scope.READ, Scope.WRITE);
            String one =
                    SCHEDULES
                            + "/"
                            + server.post(writer, SCHEDULES + "?accept_gaps=true", daily(ada, ""))
                                    .json()
                                    .get("id")
                                    .asString();
            String responder = server.token(Scope.READ, Scope.RESPOND);
            var refused =
                    server.post(
                            responder,
                            one + "/overrides",
                            """
                            {"kind": "REMOVE", "replaces": "%s", "start": "2026-05-02T08:00:00Z",
                             "end": "2026-05-02T09:00:00Z"}
                            """
                                    .formatted(ada));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(server.call(responder, "PUT", one, daily(ada, "")).status()).isEqualTo(403);
        }
    }

    @OnEachStore
    void a_token_says_yes_for_nobody(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String ada = ada(server);
            String bob = server.join("Bob", "bob@example.com", Role.RESPONDER);
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND, Scope.ADMIN);
            String swaps =
                    SCHEDULES
                            + "/"
                            + server.post(token, SCHEDULES + "?accept_gaps=true", daily(ada, ""))
                                    .json()
                                    .get("id")
                                    .asString()
                            + "/swaps";
            var asked =
                    server.post(
                            token,
                            swaps,
                            """
                            {"from": "%s", "to": "%s", "note": "dentist",
                             "gives": {"start": "2026-05-02T08:00:00Z", "end": "2026-05-02T09:00:00Z"}}
                            """
                                    .formatted(ada, bob));
            assertThat(asked.status()).as(asked.response().body()).isEqualTo(201);
            String one = swaps + "/" + asked.json().get("id").asString();
            for (String answer : List.of("/accept", "/decline")) {
                assertThat(server.post(token, one + answer, "").status()).isEqualTo(404);
            }
            assertThat(server.get(token, swaps).json().at("/swaps/0/state").asString())
                    .isEqualTo("ASKED");
            assertThat(server.post(token, one + "/withdraw", "").json().get("state").asString())
                    .isEqualTo("WITHDRAWN");
        }
    }

    @OnEachStore
    void a_calendar_is_read_without_a_sign_in_until_it_is_ended(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String ada = ada(server);
            String token = server.token(Scope.READ, Scope.WRITE, Scope.ADMIN);
            server.post(token, SCHEDULES + "?accept_gaps=true", daily(ada, ""));
            String input = "{\"person\": \"%1$s\", \"madeFor\": \"%1$s\"}".formatted(ada);
            assertThat(
                            server.post(server.token(Scope.READ), "/api/v1/calendar-feeds", input)
                                    .status())
                    .isEqualTo(403);
            var made = server.post(token, "/api/v1/calendar-feeds", input);
            assertThat(made.status()).isEqualTo(201);
            String path = made.json().get("path").asString();

            var calendar = server.get("", path);
            assertThat(calendar.status()).isEqualTo(200);
            assertThat(calendar.header("Content-Type")).startsWith("text/calendar");
            assertThat(calendar.header("Cache-Control")).contains("private");
            assertThat(calendar.response().body())
                    .contains("BEGIN:VEVENT", "SUMMARY:Ada: Primary", "DTSTART:20260502T070000Z");
            assertThat(server.get("", path.replace(".ics", "")).status()).isEqualTo(404);
            assertThat(server.get("", "/calendar/x.ics").status()).isEqualTo(404);

            String feeds = "/api/v1/calendar-feeds";
            assertThat(server.get(token, feeds + "?madeFor=" + ada).response().body())
                    .doesNotContain(path.substring(10, 40));
            String feed = feeds + "/" + made.json().at("/feed/id").asString();
            assertThat(server.call(token, "DELETE", feed, "").status()).isEqualTo(204);
            assertThat(server.get("", path).status()).isEqualTo(404);
        }
    }
}
