package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;

/// Drills as a program begins them, and the readiness it reads. Every answer is held against the
/// OpenAPI document besides.
class DrillsTest {
    @OnEachStore
    void aDrillIsBegunPlannedAndRead(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String ada = server.owner();
            String token = server.token(Scope.READ, Scope.WRITE, Scope.RESPOND);
            String begin = "/api/v1/people/" + ada + "/drill";
            var begun = server.post(token, begin, "");
            assertThat(begun.status()).as(begun.response().body()).isEqualTo(200);
            assertThat(server.post(token, begin, "").status()).as("under way").isEqualTo(409);
            String id = begun.json().get("id").asString();
            assertThat(server.get(token, "/api/v1/drills/" + id).json().get("person").asString())
                    .isEqualTo(ada);
            assertThat(server.get(token, "/api/v1/drills").json().get("drills").size())
                    .isEqualTo(1);
            assertThat(server.get(token, "/api/v1/drills/drill-none").status()).isEqualTo(404);

            var refused =
                    server.call(
                            token,
                            "PUT",
                            "/api/v1/drill-plan",
                            "{\"everyDays\": 0, \"hour\": 25, \"zone\": \"Mars\"}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("errors").findValuesAsString("field"))
                    .contains("everyDays", "hour", "zone");
            String plan = "{\"everyDays\": 7, \"hour\": 10, \"zone\": \"Europe/Berlin\"}";
            assertThat(server.call(token, "PUT", "/api/v1/drill-plan", plan).status())
                    .isEqualTo(200);
            assertThat(
                            server.get(token, "/api/v1/drill-plan")
                                    .json()
                                    .get("plan")
                                    .get("everyDays")
                                    .asInt())
                    .isEqualTo(7);
            assertThat(server.call(token, "DELETE", "/api/v1/drill-plan", "").status())
                    .isEqualTo(204);
        }
    }

    @OnEachStore
    void readinessCountsWhoeverAScheduleMayCall(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String ada = server.owner();
            String token = server.token(Scope.READ, Scope.WRITE);
            String schedule =
                    server.post(
                                    token,
                                    "/api/v1/schedules?accept_gaps=true",
                                    """
                                    {"name": "Primary", "zone": "UTC", "layers": [{
                                        "rotation": {"unit": "DAILY", "every": 1, "start": "2026-04-01", "handoff": "09:00"},
                                        "people": ["%s"]}]}
                                    """
                                            .formatted(ada))
                            .json()
                            .get("id")
                            .asString();
            var policy =
                    server.post(
                            token,
                            "/api/v1/policies",
                            """
                            {"name": "Shop", "steps": [{"delay": "PT5M", "targets":
                              [{"kind": "ToSchedule", "schedule": "%s"}]}]}
                            """
                                    .formatted(schedule));
            assertThat(policy.status()).as(policy.response().body()).isEqualTo(201);
            var readiness = server.get(token, "/api/v1/readiness").json();
            assertThat(readiness.get("people").size()).isEqualTo(1);
            assertThat(readiness.get("teams").get(0).get("name").asString()).isEqualTo("Shop");
            assertThat(readiness.get("teams").get(0).get("people").asInt()).isEqualTo(1);
        }
    }

    @OnEachStore
    void whoMayOnlyRespondDrillsNobodyElseAndAStrangerNobody(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String begin = "/api/v1/people/" + server.owner() + "/drill";
            String responder = server.token(Scope.READ, Scope.RESPOND);
            assertThat(server.post(responder, begin, "").status()).isEqualTo(403);
            String stranger = server.token(Server.STRANGER, Scope.READ, Scope.WRITE, Scope.RESPOND);
            assertThat(server.post(stranger, begin, "").status()).isEqualTo(404);
        }
    }
}
