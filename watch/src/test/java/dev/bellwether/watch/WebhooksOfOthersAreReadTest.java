package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.InboundEvent.Action;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The bodies that other programs post, each in the shape its makers document.
class WebhooksOfOthersAreReadTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    @Test
    void alertmanagersWebhookOfVersionFour() {
        List<InboundEvent> events =
                read(
                        "alertmanager",
                        """
                        {"version":"4","groupKey":"{}:{alertname=\\"Disk\\"}","status":"firing",
                         "receiver":"us","notification_reason":"new","alerts":[
                          {"status":"firing","labels":{"alertname":"Disk","severity":"page","instance":"db"},
                           "annotations":{"summary":"97 %","description":"long"},"startsAt":"2026-11-22T19:00:00Z",
                           "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p.example/g","fingerprint":"aa"},
                          {"status":"resolved","labels":{"alertname":"Disk"},"fingerprint":"bb"}]}\
                        """);
        assertThat(events).hasSize(2);
        InboundEvent first = events.getFirst();
        assertThat(first.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(first.summary()).isEqualTo("Disk: 97 %");
        assertThat(first.source()).isEqualTo("db");
        assertThat(first.details()).isEqualTo("long");
        assertThat(first.link()).isEqualTo("http://p.example/g");
        assertThat(first.endsAt()).isEmpty();
        assertThat(first.startedAt()).contains(Instant.parse("2026-11-22T19:00:00Z"));
        assertThat(events.get(1).action()).isEqualTo(Action.RESOLVE);
        assertThat(first.key().orElseThrow()).startsWith("aa in ");
    }

    @Test
    void grafanasAlertsHaveTheirPanelsAsLink() {
        InboundEvent event =
                read(
                                "grafana",
                                """
                                {"receiver":"us","status":"firing","orgId":1,"groupKey":"g","title":"t","alerts":[
                                 {"status":"firing","labels":{"alertname":"CPU","grafana_folder":"x"},
                                  "annotations":{"summary":"hot"},"startsAt":"2026-11-22T19:00:00Z",
                                  "fingerprint":"cc","panelURL":"https://g.example/d/1?viewPanel=2",
                                  "generatorURL":"https://g.example/alerting","values":{"A":1}}]}\
                                """)
                        .getFirst();
        assertThat(event.link()).isEqualTo("https://g.example/d/1?viewPanel=2");
        assertThat(event.severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void datadogsTransitionsByTemplateAndByTitle() {
        InboundEvent down =
                read(
                                "datadog",
                                """
                                {"alert_cycle_key":"77","alert_transition":"Triggered","alert_type":"error",
                                 "priority":"P1","title":"[P1] Disk","hostname":"db","tags":"env:prod,team:x,solo",
                                 "link":"https://app.datadoghq.com/e/1"}\
                                """)
                        .getFirst();
        assertThat(down.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(down.priority()).contains(Priority.P1);
        assertThat(down.tags()).containsEntry("env", "prod").containsEntry("solo", "true");
        assertThat(
                        read("datadog", "{\"id\":\"9\",\"title\":\"[Recovered on {host:x}] Disk\"}")
                                .getFirst()
                                .action())
                .isEqualTo(Action.RESOLVE);
        assertThat(
                        read(
                                        "datadog",
                                        "{\"aggreg_key\":\"9\",\"title\":\"t\",\"alert_transition\":\"Warn\"}")
                                .getFirst()
                                .severity())
                .isEqualTo(Severity.WARNING);
        assertThatThrownBy(() -> read("datadog", "{\"title\":\"t\"}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("alert_cycle_key");
    }

    @Test
    void sentrysIssueAndTheAlertAboutItAreOne() {
        InboundEvent alert =
                read(
                                "sentry",
                                """
                                {"action":"triggered","data":{"triggered_rule":"High","event":
                                 {"issue_id":"42","title":"NullPointer","level":"fatal","culprit":"a.b",
                                  "web_url":"https://sentry.io/1","environment":"prod"}}}\
                                """)
                        .getFirst();
        InboundEvent over =
                read(
                                "sentry",
                                "{\"action\":\"resolved\",\"data\":{\"issue\":{\"id\":\"42\",\"title\":\"N\"}}}")
                        .getFirst();
        assertThat(alert.key()).isEqualTo(over.key());
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(over.action()).isEqualTo(Action.RESOLVE);
        assertThat(
                        read(
                                        "sentry",
                                        """
                                        {"action":"warning","data":{"description_title":"Many errors","description_text":"1000",
                                         "web_url":"https://sentry.io/2","metric_alert":{"id":"7","alert_rule":{"name":"r"}}}}\
                                        """)
                                .getFirst()
                                .key())
                .contains("metric/7");
        assertThat(
                        read(
                                "sentry",
                                "{\"action\":\"assigned\",\"data\":{\"issue\":{\"id\":\"42\",\"title\":\"N\"}}}"))
                .isEmpty();
    }

    @Test
    void sentryMustHaveSignedIt() {
        byte[] body = "{\"action\":\"created\",\"data\":{}}".getBytes(StandardCharsets.UTF_8);
        String good = SenderMac.of("client-secret", body);
        verify("sentry", body, Map.of("sentry-hook-signature", good), Optional.of("client-secret"));
        for (String bad : List.of(good.replace('a', 'b'), "", "sha256=" + "0".repeat(64))) {
            assertThatThrownBy(() ->
                            verify(
                                    "sentry",
                                    body,
                                    Map.of("sentry-hook-signature", bad + "x"),
                                    Optional.of("client-secret")))
                    .isInstanceOf(SenderRefused.class)
                    .hasMessageContaining("does not fit");
        }
        assertThatThrownBy(() -> verify("sentry", body, Map.of(), Optional.of("client-secret")))
                .isInstanceOf(SenderRefused.class)
                .hasMessageContaining("missing");
    }

    @Test
    void grafanaMustHaveSignedItWhereASecretIsSet() {
        byte[] body = "{\"alerts\":[]}".getBytes(StandardCharsets.UTF_8);
        verify("grafana", body, Map.of(), Optional.empty());
        verify(
                "grafana",
                body,
                Map.of("x-grafana-alerting-signature", SenderMac.of("s", body)),
                Optional.of("s"));
        assertThatThrownBy(() -> verify("grafana", body, Map.of(), Optional.of("s")))
                .isInstanceOf(SenderRefused.class);
    }

    @Test
    void aTimeThatGrafanaSignedIsOfTheLastMinutes() {
        byte[] body = "{\"alerts\":[]}".getBytes(StandardCharsets.UTF_8);
        long now = NOW.getEpochSecond();
        verify("grafana", body, signedAt("" + (now - 240), body), Optional.of("s"));
        for (String time : List.of("" + (now - 360), "" + (now + 360), "soon", "")) {
            assertThatThrownBy(
                            () -> verify("grafana", body, signedAt(time, body), Optional.of("s")))
                    .isInstanceOf(SenderRefused.class)
                    .hasMessageContaining("'" + time + "' is not within five minutes");
        }
        var moved = new java.util.HashMap<>(signedAt("" + (now - 360), body));
        moved.put("x-grafana-alerting-timestamp", "" + now);
        assertThatThrownBy(() -> verify("grafana", body, moved, Optional.of("s")))
                .as("the time is signed too")
                .hasMessageContaining("does not fit");
    }

    /// As Grafana's documentation says: the time, a colon, the body.
    private static Map<String, String> signedAt(String time, byte[] body) {
        return Map.of(
                "x-grafana-alerting-timestamp",
                time,
                "x-grafana-alerting-signature",
                SenderMac.of(
                        "s",
                        (time + ":" + new String(body, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void uptimeKumaDownUpAndItsTestButton() {
        InboundEvent down =
                read(
                                "uptime-kuma",
                                """
                                {"heartbeat":{"monitorID":3,"status":0,"msg":"timeout","important":true},
                                 "monitor":{"id":3,"name":"Shop","url":"https://shop.example","type":"http",
                                  "tags":[{"name":"env","value":"prod"}]},"msg":"[Shop] [Down] timeout"}\
                                """)
                        .getFirst();
        assertThat(down.summary()).isEqualTo("Shop is down: timeout");
        assertThat(down.tags()).containsEntry("env", "prod");
        InboundEvent up =
                read(
                                "uptime-kuma",
                                "{\"heartbeat\":{\"monitorID\":3,\"status\":1},\"monitor\":{\"id\":3,\"name\":\"Shop\"}}")
                        .getFirst();
        assertThat(up.action()).isEqualTo(Action.RESOLVE);
        assertThat(up.key()).isEqualTo(down.key());
        assertThat(read("uptime-kuma", "{\"heartbeat\":null,\"monitor\":null,\"msg\":\"Testing\"}"))
                .isEmpty();
    }

    @Test
    void gatusTriggeredAndResolved() {
        assertThat(
                        read(
                                        "gatus",
                                        """
                                        {"status":"TRIGGERED","endpoint":"api","group":"core","description":"healthcheck failed",
                                         "errors":"timeout","url":"https://a.example"}\
                                        """)
                                .getFirst()
                                .summary())
                .isEqualTo("core/api: healthcheck failed");
        assertThat(
                        read(
                                        "gatus",
                                        "{\"status\":\"RESOLVED\",\"endpoint\":\"api\",\"group\":\"core\"}")
                                .getFirst())
                .extracting(InboundEvent::action, InboundEvent::key)
                .containsExactly(Action.RESOLVE, Optional.of("core/api"));
        assertThatThrownBy(() -> read("gatus", "{\"status\":\"x\",\"endpoint\":\"api\"}"))
                .hasMessageContaining("[ALERT_TRIGGERED_OR_RESOLVED]");
    }

    @Test
    void statuspagesIncidentsAndComponents() {
        assertThat(
                        read(
                                        "statuspage",
                                        """
                                        {"page":{"id":"p"},"incident":{"id":"i","name":"API is slow","status":"investigating",
                                         "impact":"major","shortlink":"https://stspg.io/x","incident_updates":[{"body":"We look"}]}}\
                                        """)
                                .getFirst())
                .extracting(InboundEvent::severity, InboundEvent::details)
                .containsExactly(Severity.ERROR, "We look");
        assertThat(
                        read(
                                        "statuspage",
                                        "{\"page\":{\"id\":\"p\"},\"incident\":{\"id\":\"i\",\"status\":\"resolved\"}}")
                                .getFirst()
                                .action())
                .isEqualTo(Action.RESOLVE);
        assertThat(
                        read(
                                        "statuspage",
                                        """
                                        {"page":{"id":"p"},"component":{"id":"c","name":"API"},
                                         "component_update":{"new_status":"major_outage","old_status":"operational"}}\
                                        """)
                                .getFirst()
                                .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anyJsonByItsMapping() {
        var mapping =
                new InboundMapping(
                        "$.alarms",
                        "{$.site}/{$.id}",
                        "{$.what} at {$.site}",
                        "$.state",
                        List.of("cleared"),
                        List.of(),
                        List.of("test"),
                        "$.level",
                        Map.of("5", Severity.CRITICAL),
                        "$.host.name",
                        "",
                        "$.url",
                        Map.of("rack", "$.host['rack no']"));
        assertThat(mapping.problems()).isEmpty();
        List<InboundEvent> events =
                mapping.read(
                        InboundPayload.json(
                                """
                                {"alarms":[
                                 {"site":"b1","id":7,"what":"Fan","state":"raised","level":5,
                                  "host":{"name":"sw1","rack no":"4"},"url":"javascript:alert(1)"},
                                 {"site":"b1","id":7,"state":"Cleared"},
                                 {"site":"b1","id":8,"state":"test"}]}\
                                """
                                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().summary()).isEqualTo("Fan at b1");
        assertThat(events.getFirst().key()).contains("b1/7").isEqualTo(events.get(1).key());
        assertThat(events.getFirst().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(events.getFirst().tags()).containsEntry("rack", "4");
        assertThat(events.getFirst().link()).as("no link that runs").isEmpty();
        assertThatThrownBy(() ->
                        mapping.read(
                                InboundPayload.json(
                                        "{\"alarms\":[{\"state\":\"raised\"}]}"
                                                .getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void deepOrEndlessJsonIsRefused() {
        assertThatThrownBy(() -> read("json", "[".repeat(10_000) + "]".repeat(10_000)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is no JSON we read. It is nested deeper");
        assertThatThrownBy(() -> read("json", "{\n  state: 1\n}"))
                .as("in our words, not in the parser's")
                .hasMessageEndingWith(
                        "is no JSON we read. Line 2, column 3: 's' stands where a name in double"
                                + " quotes or '}' is expected");
        assertThatThrownBy(() -> read("json", "[" + "1,".repeat(300_000) + "1]"))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> read("json", "")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void whatIsKeptHasNoSecrets() {
        String kept =
                InboundRedactor.cut(
                                InboundPayload.json(
                                        """
                                        {"routing_key":"abc","a":[{"Password":"x","api-key":"y","tokens":3}],
                                         "client_secret":"z","b":"fine"}\
                                        """
                                                .getBytes(StandardCharsets.UTF_8)))
                        .toString();
        assertThat(kept)
                .isEqualTo(
                        "{\"routing_key\":\"(cut)\",\"a\":[{\"Password\":\"(cut)\",\"api-key\":\"(cut)\",\"tokens\":3}],"
                                + "\"client_secret\":\"(cut)\",\"b\":\"fine\"}");
    }

    @Test
    void labelsHaveTheNameThatPrometheusGivesThem() {
        // The published offset of FNV-1a is the name of no labels at all.
        assertThat(LabelFingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
        assertThat(LabelFingerprint.of(Map.of("a", "1", "b", "2")))
                .isEqualTo(LabelFingerprint.of(Map.of("b", "2", "a", "1")))
                .isNotEqualTo(LabelFingerprint.of(Map.of("a", "1b", "", "2")));
    }

    private static List<InboundEvent> read(String sender, String body) {
        return Senders.of(sender)
                .orElseThrow()
                .read(InboundPayload.of(body.getBytes(StandardCharsets.UTF_8), Map.of(), NOW));
    }

    private static void verify(
            String sender, byte[] body, Map<String, String> headers, Optional<String> secret) {
        Senders.of(sender)
                .orElseThrow()
                .verify(
                        InboundPayload.of(body, headers, NOW),
                        new SenderTrust(
                                secret,
                                NOW,
                                address -> {
                                    throw new AssertionError("asked " + address);
                                }));
    }
}
