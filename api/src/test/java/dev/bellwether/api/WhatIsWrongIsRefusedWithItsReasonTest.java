package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;

@DisplayName(
        "Whatever is wrong about on-call is refused with its reason, and nothing of it is kept")
class WhatIsWrongIsRefusedWithItsReasonTest {
    @OnEachStore
    void anOverrideThatOverlapsAnotherNamesBoth(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String ada = server.owner();
            String schedule =
                    "/api/v1/schedules/"
                            + server.post(
                                            token,
                                            "/api/v1/schedules?accept_gaps=true",
                                            """
                                            {"name":"Primary","zone":"Europe/Berlin","layers":[{"rotation":
                                             {"unit":"DAILY","every":1,"start":"2026-04-01","handoff":"09:00"},
                                             "people":["%s"]}]}
                                            """
                                                    .formatted(ada))
                                    .json()
                                    .path("id")
                                    .asString();
            String overrides = schedule + "/overrides?accept_gaps=true";
            var first = server.post(token, overrides, away(ada, "2026-05-02T10:00:00Z"));
            assertThat(first.status()).isEqualTo(201);
            var second = server.post(token, overrides, away(ada, "2026-05-02T11:00:00Z"));
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.json().path("detail").asString())
                    .contains(
                            "2026-05-02T11:00:00Z",
                            "overlaps the override " + first.json().path("id").asString(),
                            "2026-05-02T10:00:00Z");
            assertThat(server.get(token, schedule + "/overrides").json().path("overrides"))
                    .hasSize(1);
        }
    }

    /// Two hours without the only person on call.
    private static String away(String person, String from) {
        return """
        {"kind":"REMOVE","replaces":"%s","start":"%s","end":"%s"}
        """
                .formatted(person, from, from.replace("T10", "T12").replace("T11", "T13"));
    }

    @OnEachStore
    void aPolicyOfWhomNobodyReaches(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var refused =
                    server.post(
                            token,
                            "/api/v1/policies",
                            """
                            {"name":"Shop","steps":[{"delay":"PT5M","targets":[{"kind":"ToPerson","person":"ghost"}]}]}
                            """);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(fields(refused.json())).contains("steps[0].targets[0].person");
            assertThat(server.get(token, "/api/v1/policies").json().path("items")).isEmpty();
        }
    }

    @OnEachStore
    void anExpressionThatExplodesOrIsNone(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            for (String expression : List.of("((a{1,500}){1,500}){1,500}", "(a)\\\\1", "(")) {
                var refused =
                        server.call(
                                token,
                                "PUT",
                                "/api/v1/routing",
                                """
                                {"rules":[{"name":"r","conditions":[{"field":"summary","operator":"MATCHES","value":"%s"}],
                                 "nowhere":true}]}
                                """
                                        .formatted(expression));
                assertThat(refused.status()).as(expression).isEqualTo(400);
                assertThat(fields(refused.json())).contains("rules[0].conditions[0].value");
            }
            assertThat(server.get(token, "/api/v1/routing").json().path("rules")).isEmpty();
        }
    }

    @OnEachStore
    void aRuleThatSendsToWhatIsNotThere(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            var refused =
                    server.call(
                            token,
                            "PUT",
                            "/api/v1/routing",
                            """
                            {"rules":[{"name":"r","conditions":[],"nowhere":false,"service":"ghost","policy":"nobodys"}]}
                            """);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(fields(refused.json()))
                    .containsExactly("rules[0].service", "rules[0].policy");
            assertThat(server.get(token, "/api/v1/routing").json().path("rules")).isEmpty();
        }
    }

    @OnEachStore
    void aWebhookThatIsNotSignedByItsSender(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            for (String kind : List.of("grafana", "sentry")) {
                String path = "/inbound/" + key(sending, kind, ",\"secret\":\"s3cret-s3cret\"");
                var wrong =
                        sending.post(
                                path,
                                "{\"alerts\":[]}",
                                "x-grafana-alerting-signature",
                                "0".repeat(64),
                                "sentry-hook-signature",
                                "0".repeat(64));
                assertThat(wrong.status()).as(kind).isEqualTo(401);
                assertThat(wrong.json().path("message").asString()).contains("does not fit");
                assertThat(sending.post(path, "{\"alerts\":[]}").status()).isEqualTo(401);
            }
            assertThat(sending.incidents()).isEmpty();
            assertThat(sending.log()).hasSize(4).allMatch(one -> one.path("refused").asBoolean());
        }
    }

    /// What a sender may say in one request differs; whoever says more hears how much it is.
    @OnEachStore
    void moreThanASenderMaySayAtOnce(TestStore test) throws Exception {
        String large = "{\"x\":\"" + "y".repeat(600_000) + "\"}";
        try (var sending = new Sending(test, "pagerduty", "")) {
            String genie = "GenieKey " + key(sending, "opsgenie", "");
            var refused = sending.post("/v2/alerts", large, "Authorization", genie);
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.json().path("message").asString()).contains("524288 bytes");
            String grafana = "/inbound/" + key(sending, "grafana", "");
            assertThat(sending.post(grafana, large.replace("y", "yyy")).status()).isEqualTo(413);
            assertThat(sending.incidents()).isEmpty();
            assertThat(sending.log()).hasSize(2).allMatch(one -> one.path("refused").asBoolean());
        }
    }

    private static String key(Sending sending, String kind, String more) throws Exception {
        return sending.server
                .post(
                        sending.token,
                        "/api/v1/integrations",
                        "{\"name\":\"%s\",\"kind\":\"%s\",\"service\":\"%s\"%s}"
                                .formatted(kind, kind, sending.service, more))
                .json()
                .path("key")
                .asString();
    }

    private static List<String> fields(JsonNode problem) {
        return problem.path("errors")
                .valueStream()
                .map(one -> one.path("field").asString())
                .toList();
    }
}
