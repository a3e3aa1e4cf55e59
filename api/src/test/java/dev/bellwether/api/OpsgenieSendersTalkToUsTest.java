package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Alert;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.PersonId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// Opsgenie's alert and heartbeat API, in its answers and errors.
class OpsgenieSendersTalkToUsTest {
    @OnEachStore
    void anAlertIsMadeReadAcknowledgedAndClosedByItsAlias(TestStore test) throws Exception {
        try (var sending = new Sending(test, "opsgenie", "")) {
            Server.Answer made =
                    alert(
                            sending,
                            "/v2/alerts",
                            "{\"message\":\"Disk is full\","
                                    + "\"alias\":\"disk\",\"priority\":\"P1\",\"tags\":[\"db\",\"region:eu\"]}");
            assertThat(made.status()).isEqualTo(202);
            assertThat(made.json().path("result").asString())
                    .isEqualTo("Request will be processed");
            String request = made.json().path("requestId").asString();

            Server.Answer state = get(sending, "/v2/alerts/requests/" + request);
            assertThat(state.json().path("data").path("success").asBoolean()).isTrue();
            assertThat(state.json().path("data").path("status").asString())
                    .isEqualTo("Created alert");
            String id = state.json().path("data").path("alertId").asString();

            Server.Answer read = get(sending, "/v2/alerts/disk?identifierType=alias");
            assertThat(read.json().path("data").path("id").asString()).isEqualTo(id);
            assertThat(read.json().path("data").path("status").asString()).isEqualTo("open");
            assertThat(read.json().path("data").path("priority").asString()).isEqualTo("P1");
            assertThat(read.json().path("data").path("details").path("region").asString())
                    .isEqualTo("eu");

            alert(sending, "/v2/alerts/" + id + "/acknowledge", "{\"note\":\"on it\"}");
            assertThat(
                            get(sending, "/v2/alerts/" + id)
                                    .json()
                                    .path("data")
                                    .path("acknowledged")
                                    .asBoolean())
                    .isTrue();
            assertThat(sending.open()).hasSize(1);
            assertThat(get(sending, "/v2/alerts/count").json().path("data").path("count").asInt())
                    .isEqualTo(1);

            alert(sending, "/v2/alerts/disk/close?identifierType=alias", "{}");
            assertThat(sending.open()).isEmpty();
            assertThat(
                            get(sending, "/v2/alerts/" + id)
                                    .json()
                                    .path("data")
                                    .path("status")
                                    .asString())
                    .isEqualTo("closed");
        }
    }

    @OnEachStore
    void whatIsWrongIsToldAsOpsgenieTellsIt(TestStore test) throws Exception {
        try (var sending = new Sending(test, "opsgenie", "")) {
            Server.Answer bad = alert(sending, "/v2/alerts", "{\"priority\":\"P9\"}");
            assertThat(bad.status()).isEqualTo(422);
            assertThat(bad.json().path("errors").path("message").asString())
                    .isEqualTo("Message can not be empty.");
            assertThat(bad.json().path("errors").path("priority").asString()).contains("P1");
            assertThat(sending.incidents()).isEmpty();
            assertThat(
                            sending.post("/v2/alerts", "{}", "Authorization", "GenieKey nonsense")
                                    .status())
                    .isEqualTo(401);
            assertThat(get(sending, "/v2/alerts/nothing").status()).isEqualTo(404);
            assertThat(alert(sending, "/v2/alerts/x/snooze", "{}").status()).isEqualTo(422);
            assertThat(alert(sending, "/v2/alerts/x/responders", "{}").status()).isEqualTo(422);
            String past = "{\"endTime\":\"" + test.clock().instant().minusSeconds(60) + "\"}";
            assertThat(
                            alert(sending, "/v2/alerts/x/snooze", past)
                                    .json()
                                    .path("errors")
                                    .path("endTime")
                                    .asString())
                    .contains("in the future");
            assertThat(
                            alert(
                                            sending,
                                            "/v2/alerts/x/escalate",
                                            "{\"escalation\":{\"name\":\"Nobody\"}}")
                                    .json()
                                    .path("errors")
                                    .path("escalation")
                                    .asString())
                    .contains("[Nobody] is not found");
            assertThat(alert(sending, "/v2/alerts/x/assign", "{}").status()).isEqualTo(422);
        }
    }

    @OnEachStore
    void itIsSnoozedLetGoEscalatedAndAssigned(TestStore test) throws Exception {
        try (var sending = new Sending(test, "opsgenie", "")) {
            String ada = sending.server.owner();
            String first = sending.policy("First", ada);
            String second = sending.policy("Second", ada);
            sending.pagesBy(first);
            alert(sending, "/v2/alerts", "{\"message\":\"Disk is full\",\"alias\":\"disk\"}");
            // Said before anybody was paged: the order is kept.
            String end = test.clock().instant().plusSeconds(7200).toString();
            assertThat(act(sending, "snooze", "{\"endTime\":\"" + end + "\"}").status())
                    .isEqualTo(202);
            Alert snoozed = sending.alert();
            assertThat(snoozed.state()).isEqualTo(Alert.State.ACKNOWLEDGED);
            assertThat(snoozed.handling().snoozedUntil()).contains(Instant.parse(end));
            JsonNode read =
                    get(sending, "/v2/alerts/disk?identifierType=alias").json().path("data");
            assertThat(read.path("snoozed").asBoolean()).isTrue();
            assertThat(read.path("snoozedUntil").asString()).isEqualTo(end);

            act(sending, "unacknowledge", "{}");
            assertThat(sending.alert().state()).isEqualTo(Alert.State.TRIGGERED);

            act(sending, "escalate", "{\"escalation\":{\"name\":\"Second\"}}");
            assertThat(sending.alert().policy().value()).isEqualTo(second);

            Server.Answer assigned =
                    act(sending, "assign", "{\"owner\":{\"username\":\"ADA@example.com\"}}");
            assertThat(assigned.status()).as(assigned.response().body()).isEqualTo(202);
            assertThat(sending.alert().handling().assigned())
                    .contains(new Target.ToPerson(new PersonId(ada)));
            assertThat(
                            get(sending, "/v2/alerts/disk?identifierType=alias")
                                    .json()
                                    .path("data")
                                    .path("owner")
                                    .asString())
                    .isEqualTo("ada@example.com");
            String request = assigned.json().path("requestId").asString();
            assertThat(
                            get(sending, "/v2/alerts/requests/" + request)
                                    .json()
                                    .path("data")
                                    .path("success")
                                    .asBoolean())
                    .isTrue();
        }
    }

    @OnEachStore
    void respondersJoinTagsChangeAndItsPriorityIsAnother(TestStore test) throws Exception {
        try (var sending = new Sending(test, "opsgenie", "")) {
            String ada = sending.server.owner();
            sending.pagesBy(sending.policy("First", ada));
            alert(
                    sending,
                    "/v2/alerts",
                    "{\"message\":\"Disk is full\",\"alias\":\"disk\",\"tags\":[\"region:eu\"]}");
            assertThat(act(sending, "tags", "{\"tags\":[\"db\",\"region:us\"]}").status())
                    .isEqualTo(202);
            assertThat(act(sending, "details", "{\"details\":{\"rack\":\"7\"}}").status())
                    .isEqualTo(202);
            JsonNode tagged =
                    get(sending, "/v2/alerts/disk?identifierType=alias").json().path("data");
            assertThat(tagged.path("details").path("region").asString()).isEqualTo("us");
            assertThat(tagged.path("details").path("rack").asString()).isEqualTo("7");
            assertThat(tagged.path("tags").toString()).contains("\"db\"");
            String taken = "/v2/alerts/disk/tags?identifierType=alias&tags=db,region";
            Server.Answer untagged = with(sending, "DELETE", taken, "");
            assertThat(untagged.status()).as(untagged.response().body()).isEqualTo(202);
            assertThat(
                            get(sending, "/v2/alerts/disk?identifierType=alias")
                                    .json()
                                    .path("data")
                                    .path("tags")
                                    .toString())
                    .isEqualTo("[\"rack\"]");

            String responder =
                    "{\"responder\":{\"type\":\"user\",\"username\":\"ada@example.com\"}}";
            assertThat(act(sending, "responders", responder).status()).isEqualTo(202);
            assertThat(sending.alert().state()).isEqualTo(Alert.State.TRIGGERED);
            String team = "{\"responder\":{\"type\":\"team\",\"name\":\"Nobody\"}}";
            assertThat(
                            act(sending, "responders", team)
                                    .json()
                                    .path("errors")
                                    .path("responder")
                                    .asString())
                    .contains("[Nobody] is not found");

            String worse = "/v2/alerts/disk/priority?identifierType=alias";
            assertThat(with(sending, "PUT", worse, "{\"priority\":\"P1\"}").status())
                    .isEqualTo(202);
            assertThat(sending.alert().handling().priority()).isEqualTo(Priority.P1);
            assertThat(
                            with(
                                            sending,
                                            "PUT",
                                            "/v2/alerts/disk/message?identifierType=alias",
                                            "{\"message\":\"x\"}")
                                    .status())
                    .as("what has no counterpart is said so in Opsgenie's shape")
                    .isEqualTo(422);
        }
    }

    private static Server.Answer act(Sending sending, String action, String body) throws Exception {
        return alert(sending, "/v2/alerts/disk/" + action + "?identifierType=alias", body);
    }

    @OnEachStore
    void aHeartbeatIsACheckOfOurs(TestStore test) throws Exception {
        try (var sending = new Sending(test, "opsgenie", "")) {
            Server.Answer made =
                    alert(
                            sending,
                            "/v2/heartbeats",
                            "{\"name\":\"backup\",\"interval\":10,\"intervalUnit\":\"minutes\",\"enabled\":true}");
            assertThat(made.status()).isEqualTo(201);
            sending.server
                    .watchJobs("")
                    .forEach(job -> {
                        if (job.name().equals("watch-checks")) {
                            job.run(test.clock().instant());
                        }
                    });
            Server.Answer ping = get(sending, "/v2/heartbeats/backup/ping");
            assertThat(ping.status()).isEqualTo(202);
            assertThat(ping.json().path("result").asString())
                    .isEqualTo("PONG - Heartbeat received");
            assertThat(get(sending, "/v2/heartbeats/other/ping").status()).isEqualTo(404);
            Server.Answer read = get(sending, "/v2/heartbeats/backup");
            assertThat(read.json().path("data").path("interval").asInt()).isEqualTo(10);
            assertThat(read.json().path("data").path("enabled").asBoolean()).isTrue();
            test.clock().move(Duration.ofMinutes(1));
            assertThat(
                            alert(sending, "/v2/heartbeats/backup/disable", "")
                                    .json()
                                    .path("data")
                                    .path("enabled")
                                    .asBoolean())
                    .isFalse();
        }
    }

    private static Server.Answer alert(Sending sending, String path, String body) throws Exception {
        return sending.post(path, body, "Authorization", "GenieKey " + sending.key);
    }

    private static Server.Answer with(Sending sending, String method, String path, String body)
            throws Exception {
        return sending.server.call(
                "", method, path, body, "Authorization", "GenieKey " + sending.key);
    }

    private static Server.Answer get(Sending sending, String path) throws Exception {
        return sending.server.call("", "GET", path, "", "Authorization", "GenieKey " + sending.key);
    }
}
