package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.model.Incident;
import dev.bellwether.people.People;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("With 100,000 events waiting each sender hears, in its own words, when to come again")
class WhoComesTooLateComesAgainTest {
    private static final int WAITING = 100_000;
    private static final JsonMapper JSON = new JsonMapper();

    /// What curl sends, and what it is to hear.
    private record Sender(String path, String authorization, String body, int busy, String says) {}

    @OnEachStore
    void nothingThatWasTakenIsLostAndWhatWasNotIsTakenLater(TestStore test) throws Exception {
        try (var sending = new Sending(test, "pagerduty", ",\"perMinute\":100000")) {
            Map<String, Sender> senders = senders(sending);
            assertThat(curl(sending, event(sending, "before")).status()).isEqualTo(202);
            fill(test);
            test.clock().move(Duration.ofSeconds(3));
            rush(sending);

            for (var one : senders.entrySet()) {
                Heard heard = curl(sending, one.getValue());
                assertThat(heard.status()).as(one.getKey()).isEqualTo(one.getValue().busy());
                assertThat(heard.header("retry-after")).as(one.getKey()).isEqualTo("10");
                assertThat(heard.header("content-type")).startsWith("application/json");
                assertThat(heard.body().toString())
                        .as(one.getKey())
                        .contains(one.getValue().says());
            }
            assertThat(curl(sending, event(sending, "one more")).body().get("status").asString())
                    .isEqualTo("throttle exceeded");

            test.store()
                    .run(tx ->
                            tx.sql()
                                    .execute(
                                            "DELETE FROM inbound_waiting WHERE integration ="
                                                    + " 'filler'"));
            test.clock().move(Duration.ofSeconds(10));
            for (var one : senders.entrySet()) {
                assertThat(curl(sending, one.getValue()).status())
                        .as(one.getKey())
                        .isBetween(200, 299);
            }
            test.clock().move(Duration.ofSeconds(1));
            assertThat(sending.open())
                    .extracting(Incident::name)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(Stream.of("before"), senders.keySet().stream()).toList());
        }
    }

    /// By the title that its event has.
    private static Map<String, Sender> senders(Sending sending) throws Exception {
        var senders = new LinkedHashMap<String, Sender>();
        senders.put("events v2", event(sending, "events v2"));
        senders.put(
                "events v1",
                new Sender(
                        "/generic/2010-04-15/create_event.json",
                        "",
                        """
                        {"service_key":"%s","event_type":"trigger","incident_key":"v1",
                         "description":"events v1"}\
                        """
                                .formatted(sending.key),
                        403,
                        "throttle exceeded"));
        senders.put(
                "opsgenie",
                new Sender(
                        "/v2/alerts",
                        "GenieKey " + key(sending, "opsgenie"),
                        "{\"message\":\"opsgenie\",\"alias\":\"o\"}",
                        429,
                        "You are making too many requests!"));
        String prometheus = key(sending, "alertmanager");
        senders.put(
                "api",
                new Sender(
                        "/api/v2/alerts",
                        "Bearer " + prometheus,
                        "[" + alert("api", "") + "]",
                        429,
                        "too many requests"));
        senders.put(
                "hook",
                new Sender(
                        "/inbound/" + key(sending, "alertmanager"),
                        "",
                        """
                        {"version":"4","groupKey":"g","status":"firing","receiver":"r","groupLabels":{},
                         "commonLabels":{},"commonAnnotations":{},"externalURL":"http://a.example",
                         "alerts":[%s]}\
                        """
                                .formatted(alert("hook", "\"status\":\"firing\",")),
                        503,
                        "wait to be decided already"));
        return senders;
    }

    private static String alert(String name, String more) {
        return """
        {%s"labels":{"alertname":"%s","severity":"critical"},"annotations":{},
         "startsAt":"2026-05-01T07:00:00Z","endsAt":"2026-05-02T07:00:00Z"}\
        """
                .formatted(more, name);
    }

    private static Sender event(Sending sending, String summary) {
        return new Sender(
                "/v2/enqueue",
                "",
                """
                {"routing_key":"%s","event_action":"trigger","dedup_key":"%s",
                 "payload":{"summary":"%s","source":"web-1","severity":"critical"}}\
                """
                        .formatted(sending.key, summary, summary),
                429,
                "Requests for this service are arriving too quickly");
    }

    private static String key(Sending sending, String kind) throws Exception {
        return sending.server
                .post(
                        sending.token,
                        "/api/v1/integrations",
                        "{\"name\":\"%s\",\"kind\":\"%s\",\"service\":\"%s\"}"
                                .formatted(kind, kind, sending.service))
                .json()
                .path("key")
                .asString();
    }

    /// All but what waits already.
    private static void fill(TestStore test) {
        test.store()
                .run(tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO inbound_waiting
                                            (organization, integration, seq, id, at, bytes, protocol, events, payload)
                                        WITH RECURSIVE n (i) AS (
                                            SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most)
                                        SELECT :organization, 'filler', i, 'f' || i, 0, 0, 'pagerduty',
                                            '{"list":[]}', '' FROM n
                                        """)
                                .bind("most", WAITING - 1)
                                .bind("organization", People.DEFAULT)
                                .execute());
    }

    /// So much in one second that every protocol is accepted first: what is over already.
    private static void rush(Sending sending) throws Exception {
        String over =
                "["
                        + String.join(
                                ",",
                                IntStream.range(0, 100)
                                        .mapToObj(i ->
                                                alert("over" + i, "")
                                                        .replace("2026-05-02", "2026-05-01"))
                                        .toList())
                        + "]";
        Heard heard =
                curl(
                        sending,
                        new Sender(
                                "/api/v2/alerts",
                                "Bearer " + key(sending, "alertmanager"),
                                over,
                                0,
                                ""));
        assertThat(heard.status()).isEqualTo(200);
    }

    private record Heard(int status, Map<String, String> headers, JsonNode body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private static Heard curl(Sending sending, Sender sender)
            throws IOException, InterruptedException {
        if (Stream.of("/usr/bin/curl", "/bin/curl").noneMatch(at -> Files.exists(Path.of(at)))) {
            abort("curl is not installed; on Debian: apt-get install curl");
        }
        var command =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "-sS",
                                "-i",
                                "--max-time",
                                "60",
                                "-H",
                                "Expect:",
                                "-H",
                                "Content-Type: application/json",
                                "--data-binary",
                                "@-"));
        if (!sender.authorization().isEmpty()) {
            command.addAll(List.of("-H", "Authorization: " + sender.authorization()));
        }
        command.add(sending.server.address() + sender.path());
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = curl.getOutputStream()) {
            in.write(sender.body().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(said).isZero();
        String[] parts = said.split("\r\n\r\n", 2);
        String[] lines = parts[0].split("\r\n");
        var headers = new LinkedHashMap<String, String>();
        Stream.of(lines)
                .skip(1)
                .map(line -> line.split(": ", 2))
                .forEach(pair -> headers.put(pair[0].toLowerCase(java.util.Locale.ROOT), pair[1]));
        return new Heard(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                JSON.readTree(parts[1].isBlank() ? "{}" : parts[1]));
    }
}
