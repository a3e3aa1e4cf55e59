package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;

/// Alertmanager's API v2, asked as Prometheus and `amtool` ask it.
class AlertmanagerClientsTalkToUsTest {
    @OnEachStore
    void anAlertIsOpenUntilItIsOverOrIsNotSaidAgain(TestStore test) throws Exception {
        try (var sending = new Sending(test, "alertmanager", "")) {
            Instant now = test.clock().instant();
            assertThat(post(sending, alert("one", "critical", now.plusSeconds(240))).status())
                    .isEqualTo(200);
            post(sending, alert("two", "warning", now.plusSeconds(240)));
            assertThat(sending.open()).hasSize(2);

            Server.Answer list = get(sending, "/alerts?filter=alertname%3D%22one%22");
            assertThat(list.json()).hasSize(1);
            assertThat(list.json().path(0).path("status").path("state").asString())
                    .isEqualTo("active");
            assertThat(list.json().path(0).path("labels").path("severity").asString())
                    .isEqualTo("critical");
            assertThat(get(sending, "/alerts/groups").json()).hasSize(2);

            post(sending, alert("one", "critical", now.minusSeconds(1)));
            assertThat(sending.open()).extracting(one -> one.name()).containsExactly("two: down");

            test.clock().move(Duration.ofMinutes(6));
            sending.incidents();
            test.clock().move(Duration.ofMinutes(6));
            assertThat(sending.open()).isEmpty();
        }
    }

    @OnEachStore
    void aSilenceHoldsWhatComesAndLetsGoOfItAtItsEnd(TestStore test) throws Exception {
        try (var sending = new Sending(test, "alertmanager", "")) {
            Instant now = test.clock().instant();
            Server.Answer made =
                    sending.post(
                            base(sending) + "/silences",
                            """
                            {"matchers":[{"name":"alertname","value":"on.*","isRegex":true,"isEqual":true}],
                             "startsAt":"%s","endsAt":"%s","createdBy":"ann","comment":"upgrade"}\
                            """
                                    .formatted(now, now.plusSeconds(3_600)));
            assertThat(made.status()).isEqualTo(200);
            String id = made.json().path("silenceID").asString();
            post(sending, alert("one", "critical", now.plusSeconds(90_000)));
            post(sending, alert("two", "critical", now.plusSeconds(90_000)));
            assertThat(sending.open()).extracting(one -> one.name()).containsExactly("two: down");
            assertThat(get(sending, "/alerts?active=false").json())
                    .allMatch(one ->
                            one.path("status").path("silencedBy").path(0).asString().equals(id))
                    .hasSize(1);

            sending.server.call("", "DELETE", base(sending) + "/silence/" + id, "");
            test.clock().move(Duration.ofSeconds(10));
            assertThat(sending.open()).hasSize(2);
            assertThat(
                            get(sending, "/silence/" + id)
                                    .json()
                                    .path("status")
                                    .path("state")
                                    .asString())
                    .isEqualTo("expired");
        }
    }

    @OnEachStore
    void aSilenceOverWhatIsOpenLeavesWhoeverIsPagedInPeace(TestStore test) throws Exception {
        try (var sending = new Sending(test, "alertmanager", "")) {
            Instant now = test.clock().instant();
            post(sending, alert("one", "critical", now.plusSeconds(90_000)));
            sending.incidents();
            sending.post(
                    base(sending) + "/silences",
                    """
                    {"matchers":[{"name":"alertname","value":"one","isRegex":false}],
                     "startsAt":"%s","endsAt":"%s","createdBy":"ann","comment":"known"}\
                    """
                            .formatted(now, now.plusSeconds(3_600)));
            test.clock().move(Duration.ofSeconds(10));
            assertThat(sending.open()).hasSize(1);
            assertThat(test.store().journal().read(0, 1_000))
                    .filteredOn(line -> line.fact() instanceof AcknowledgeAsked)
                    .hasSize(1);
        }
    }

    @OnEachStore
    void whatIsWrongIsAJsonTextAndNothingIsSaved(TestStore test) throws Exception {
        try (var sending = new Sending(test, "alertmanager", "")) {
            Server.Answer bad = post(sending, "[{\"labels\":{}}]");
            assertThat(bad.status()).isEqualTo(400);
            assertThat(bad.json().asString()).isEqualTo("at least one label pair required");
            assertThat(
                            sending.post(
                                            base(sending) + "/silences",
                                            """
                                            {"matchers":[{"name":"a","value":"(a+)+\\\\1","isRegex":true}],
                                             "startsAt":"2030-01-01T00:00:00Z","endsAt":"2031-01-01T00:00:00Z"}\
                                            """)
                                    .status())
                    .isEqualTo(400);
            assertThat(get(sending, "/alerts?filter=%28").status()).isEqualTo(400);
            assertThat(sending.server.call("", "GET", "/api/v2/alerts", "").status())
                    .isEqualTo(401);
            assertThat(
                            sending.server
                                    .call(sending.key, "GET", "/api/v2/status", "")
                                    .json()
                                    .path("config")
                                    .path("original")
                                    .asString())
                    .contains("receiver: bellwether");
            assertThat(sending.incidents()).isEmpty();
        }
    }

    @OnEachStore
    void whoeverHasOneKeySeesNothingOfAnother(TestStore test) throws Exception {
        try (var sending = new Sending(test, "alertmanager", "")) {
            Instant now = test.clock().instant();
            post(sending, alert("one", "critical", now.plusSeconds(240)));
            String other =
                    sending.server
                            .post(
                                    sending.token,
                                    "/api/v1/integrations",
                                    """
                                    {"name":"Other","kind":"alertmanager","service":"%s"}\
                                    """
                                            .formatted(sending.service))
                            .json()
                            .path("key")
                            .asString();
            assertThat(
                            sending.server
                                    .call("", "GET", "/inbound/" + other + "/api/v2/alerts", "")
                                    .json())
                    .isEmpty();
        }
    }

    private static String base(Sending sending) {
        return "/inbound/" + sending.key + "/api/v2";
    }

    private static Server.Answer post(Sending sending, String body) throws Exception {
        return sending.post(base(sending) + "/alerts", body);
    }

    private static Server.Answer get(Sending sending, String path) throws Exception {
        return sending.server.call("", "GET", base(sending) + path, "");
    }

    private static String alert(String name, String severity, Instant endsAt) {
        return """
        [{"labels":{"alertname":"%s","severity":"%s","instance":"db-3"},
          "annotations":{"summary":"down"},"generatorURL":"http://prometheus.example/graph",
          "startsAt":"2026-01-01T00:00:00Z","endsAt":"%s"}]\
        """
                .formatted(name, severity, endsAt);
    }
}
