package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AcknowledgeAsked;
import dev.bellwether.model.Change;
import dev.bellwether.people.People;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Events API v2 as PagerDuty documents it: answers, errors, and what a key does.
class PagerDutySendersTalkToUsTest {
    @OnEachStore
    void aKeyIsOneAlertUntilItIsResolved(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            Server.Answer first = trigger(sending, "disk", "critical");
            trigger(sending, "disk", "critical");
            assertThat(first.status()).isEqualTo(202);
            assertThat(first.json().path("status").asString()).isEqualTo("success");
            assertThat(first.json().path("message").asString()).isEqualTo("Event processed");
            assertThat(first.json().path("dedup_key").asString()).isEqualTo("disk");
            assertThat(sending.open()).hasSize(1);
            assertThat(sending.open().getFirst().name()).isEqualTo("Disk is full");

            send(sending, "resolve", "disk");
            assertThat(sending.open()).isEmpty();

            trigger(sending, "disk", "critical");
            assertThat(sending.open()).hasSize(1);
            assertThat(sending.incidents()).hasSize(2);
        }
    }

    @OnEachStore
    void withoutAKeyEachTriggerIsANewAlert(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            String one = trigger(sending, "", "error").json().path("dedup_key").asString();
            String other = trigger(sending, "", "error").json().path("dedup_key").asString();
            assertThat(one).isNotEmpty().isNotEqualTo(other);
            send(sending, "resolve", one);
            assertThat(sending.incidents()).hasSize(2);
            assertThat(sending.open()).hasSize(1);
        }
    }

    @OnEachStore
    void anAcknowledgementGoesOnToOnCallOnceAndNotWithoutAnAlert(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            assertThat(send(sending, "acknowledge", "disk").status()).isEqualTo(202);
            trigger(sending, "disk", "critical");
            send(sending, "acknowledge", "disk");
            send(sending, "acknowledge", "disk");
            trigger(sending, "disk", "critical");
            sending.incidents();
            assertThat(facts(test, AcknowledgeAsked.class)).hasSize(1);
        }
    }

    @OnEachStore
    void anotherKeysEventsDoNotTouchIt(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            trigger(sending, "disk", "critical");
            String other =
                    sending.server
                            .post(
                                    sending.token,
                                    "/api/v1/integrations",
                                    """
                                    {"name":"Other","kind":"pagerduty","service":"%s"}\
                                    """
                                            .formatted(sending.service))
                            .json()
                            .path("key")
                            .asString();
            sending.post("/v2/enqueue", event(other, "resolve", "disk"));
            assertThat(sending.open()).hasSize(1);
        }
    }

    @OnEachStore
    void whatIsWrongIsToldAsPagerDutyTellsItAndNothingIsSaved(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            Server.Answer answer =
                    sending.post(
                            "/v2/enqueue",
                            """
                            {"routing_key":"%s","event_action":"trigger",
                             "payload":{"summary":"","severity":"bad","timestamp":"yesterday"}}\
                            """
                                    .formatted(sending.key));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("status").asString()).isEqualTo("invalid event");
            assertThat(answer.json().path("errors").valueStream().map(one -> one.asString()))
                    .containsExactly(
                            "'payload.summary' is missing or blank",
                            "'payload.source' is missing or blank",
                            "'payload.severity' is missing or is not one of \"critical\","
                                    + " \"warning\", \"error\", \"info\"",
                            "'payload.timestamp' is not ISO 8601");
            assertThat(sending.incidents()).isEmpty();
            assertThat(sending.log()).hasSize(1);
            assertThat(sending.log().getFirst().path("refused").asBoolean()).isTrue();

            assertThat(sending.post("/v2/enqueue", event("x".repeat(32), "trigger", "a")).status())
                    .isEqualTo(400);
            assertThat(sending.post("/v2/enqueue", "{").json().path("errors").path(0).asString())
                    .isEqualTo("The request body is not valid JSON");
        }
    }

    @OnEachStore
    void anEventOf600KilobytesIs413AndADeepOneIs400(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            String large =
                    event(sending.key, "trigger", "a")
                            .replace(
                                    "\"source\"",
                                    "\"custom_details\":{\"x\":\""
                                            + "y".repeat(600_000)
                                            + "\"},\"source\"");
            assertThat(sending.post("/v2/enqueue", large).status()).isEqualTo(413);
            String deep =
                    event(sending.key, "trigger", "a")
                            .replace(
                                    "\"source\"",
                                    "\"custom_details\":"
                                            + "[".repeat(5_000)
                                            + "]".repeat(5_000)
                                            + ",\"source\"");
            assertThat(sending.post("/v2/enqueue", deep).status()).isEqualTo(400);
            assertThat(sending.incidents()).isEmpty();
            assertThat(sending.log())
                    .hasSize(1)
                    .allMatch(one -> one.path("reason").asString().contains("512 KB"));
        }
    }

    @OnEachStore
    void tooManyAre429WithTheTimeToWait(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", ",\"perMinute\":2")) {
            trigger(sending, "a", "info");
            trigger(sending, "b", "info");
            Server.Answer answer = trigger(sending, "c", "info");
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.json().path("status").asString()).isEqualTo("throttle exceeded");
            assertThat(answer.header("Retry-After")).isEqualTo("30");
        }
    }

    @OnEachStore
    void aChangeEventIsAChange(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            Server.Answer answer =
                    sending.post(
                            "/v2/change/enqueue",
                            """
                            {"routing_key":"%s","payload":{"summary":"Build 42 is live",
                             "source":"ci","timestamp":"%s","custom_details":{"commit":"abc"}},
                             "links":[{"href":"https://ci.example/42","text":"build"}]}\
                            """
                                    .formatted(sending.key, test.clock().instant()));
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().path("message").asString())
                    .isEqualTo("Change event processed");
            List<Change> changes =
                    sending.server
                            .incidents
                            .changes()
                            .list(People.DEFAULT, Optional.empty(), 10)
                            .items();
            assertThat(changes).extracting(Change::title).containsExactly("Build 42 is live");
            assertThat(changes.getFirst().link()).contains("https://ci.example/42");
            assertThat(sending.log().getFirst().path("results").path(0).path("did").asString())
                    .isEqualTo("RECORDED");
        }
    }

    @OnEachStore
    void theLogTellsWhatEachDidWithoutTheKeyAndDoesItAgain(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            trigger(sending, "disk", "critical");
            test.clock().move(Duration.ofSeconds(1));
            send(sending, "resolve", "disk");
            sending.incidents();
            String first = sending.log().getLast().path("id").asString();
            Server.Answer read =
                    sending.server.get(sending.token, "/api/v1/inbound/deliveries/" + first);
            assertThat(read.json().path("payload").path("payload").path("summary").asString())
                    .isEqualTo("Disk is full");
            assertThat(read.response().body()).doesNotContain(sending.key);

            Server.Answer again =
                    sending.server.post(
                            sending.token, "/api/v1/inbound/deliveries/" + first + "/replay", "");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().path("results").path(0).path("did").asString())
                    .isEqualTo("OPENED");
            assertThat(sending.open()).hasSize(1);
        }
    }

    @OnEachStore
    void aRotatedKeyIsGoodForADayAndARevokedOneNoMore(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", "")) {
            String path = "/api/v1/integrations/" + sending.integration + "/keys";
            String second =
                    sending.server.post(sending.token, path, "{}").json().path("key").asString();
            assertThat(trigger(sending, "a", "info").status()).isEqualTo(202);
            test.clock().move(Duration.ofHours(25));
            assertThat(trigger(sending, "a", "info").status()).isEqualTo(400);
            assertThat(sending.post("/v2/enqueue", event(second, "resolve", "a")).status())
                    .isEqualTo(202);
            sending.server.call(sending.token, "DELETE", path, "");
            assertThat(sending.post("/v2/enqueue", event(second, "resolve", "a")).status())
                    .isEqualTo(400);
        }
    }

    private static Server.Answer trigger(Sending sending, String key, String severity)
            throws Exception {
        return sending.post(
                "/v2/enqueue",
                event(sending.key, "trigger", key).replace("\"critical\"", "\"" + severity + "\""));
    }

    private static Server.Answer send(Sending sending, String action, String key) throws Exception {
        return sending.post("/v2/enqueue", event(sending.key, action, key));
    }

    private static String event(String routing, String action, String key) {
        return """
        {"routing_key":"%s","event_action":"%s","dedup_key":"%s","client":"test",
         "payload":{"summary":"Disk is full","severity":"critical","source":"db-3",
         "component":"disk","custom_details":{"used":"97 %%"}}}\
        """
                .formatted(routing, action, key);
    }

    private static <T> List<T> facts(TestStore test, Class<T> type) {
        return test.store().journal().read(0, 10_000).stream()
                .map(Line::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
