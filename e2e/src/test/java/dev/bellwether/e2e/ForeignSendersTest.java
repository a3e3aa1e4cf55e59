package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dikhan.pagerduty.client.events.PagerDutyEventsClient;
import com.github.dikhan.pagerduty.client.events.domain.AcknowledgeIncident;
import com.github.dikhan.pagerduty.client.events.domain.ChangeEvent;
import com.github.dikhan.pagerduty.client.events.domain.ChangeEventPayload;
import com.github.dikhan.pagerduty.client.events.domain.Payload;
import com.github.dikhan.pagerduty.client.events.domain.ResolveIncident;
import com.github.dikhan.pagerduty.client.events.domain.Severity;
import com.github.dikhan.pagerduty.client.events.domain.TriggerIncident;
import dev.bellwether.e2e.Browser.Look;
import dev.bellwether.store.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Senders that others wrote raise their alerts with us, unchanged.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignSendersTest {
    private static final Pattern KEY = Pattern.compile("\"key\":\"([a-z0-9]{32})\"");
    private Program program;
    private Rest rest;
    private String service;

    @BeforeAll
    void start() throws Exception {
        program = Program.serve(Program.newFolder(), Map.of());
        try (var browser = new Browser()) {
            rest =
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken());
        }
        service = rest.make("services", "{\"name\":\"Shop\"}");
    }

    @AfterAll
    void stop() throws Exception {
        program.close();
    }

    @Test
    void theJavaClientForPagerDuty() throws Exception {
        String key = integration("Java", "pagerduty");
        PagerDutyEventsClient client =
                PagerDutyEventsClient.create(
                        program.at("/v2/enqueue").toString(),
                        program.at("/v2/change/enqueue").toString());
        var payload =
                Payload.Builder.newBuilder()
                        .setSummary("Disk of db-3 is full")
                        .setSource("db-3")
                        .setSeverity(Severity.CRITICAL)
                        .setTimestamp(java.time.OffsetDateTime.now())
                        .build();
        var triggered =
                client.trigger(
                        TriggerIncident.TriggerIncidentBuilder.newBuilder(key, payload)
                                .setDedupKey("from-java")
                                .build());
        assertThat(triggered.getStatus()).isEqualTo("success");
        assertThat(triggered.getDedupKey()).isEqualTo("from-java");
        client.acknowledge(
                AcknowledgeIncident.AcknowledgeIncidentBuilder.newBuilder(key, "from-java")
                        .build());
        client.resolve(ResolveIncident.ResolveIncidentBuilder.newBuilder(key, "from-java").build());
        client.trackChange(
                ChangeEvent.ChangeEventBuilder.newBuilder(
                                key,
                                ChangeEventPayload.Builder.newBuilder()
                                        .setSummary("Build 42 is live")
                                        .setSource("ci")
                                        .setTimestamp(java.time.OffsetDateTime.now())
                                        .build())
                        .build());
        assertThat(did("Java"))
                .containsExactlyInAnyOrder("OPENED", "ACKNOWLEDGED", "RESOLVED", "RECORDED");
        assertThat(rest.get("changes")).contains("Build 42 is live");
    }

    @Test
    void theNpmClientsForPagerDutyAndOpsgenie() throws Exception {
        Path npm = Npm.installed();
        Path keys = TlsKeys.made();
        String answers =
                Npm.node(
                        npm,
                        "send-alerts.cjs",
                        """
                        {"server":"%s","pagerduty":"%s","opsgenie":"%s","keys":"%s","passphrase":"changeit"}\
                        """
                                .formatted(
                                        program.at("/"),
                                        integration("pdjs", "pagerduty"),
                                        integration("opsgenie-sdk", "opsgenie"),
                                        keys));
        assertThat(answers)
                .contains(
                        "\"status\":\"success\"",
                        "\"dedup_key\":\"from-pdjs\"",
                        "'payload.summary' is missing or blank",
                        "\"message\":\"Change event processed\"")
                .contains(
                        "\"result\":\"Request will be processed\"",
                        "\"status\":\"Created alert\"",
                        "\"alias\":\"from-sdk\"",
                        "\"message\":\"Message can not be empty.\"",
                        "\"result\":\"Heartbeat added\"",
                        "PONG - Heartbeat received");
        assertThat(did("pdjs"))
                .containsExactlyInAnyOrder("OPENED", "ACKNOWLEDGED", "RESOLVED", "RECORDED");
        assertThat(did("opsgenie-sdk"))
                .containsExactlyInAnyOrder("OPENED", "ACKNOWLEDGED", "NOTED", "RESOLVED");
    }

    @Test
    void amtoolRaisesAsksAndSilences() throws Exception {
        String url = program.at("/inbound/" + integration("amtool", "alertmanager")).toString();
        amtool(
                url,
                "alert",
                "add",
                "alertname=DiskFull",
                "severity=critical",
                "instance=db-3",
                "--annotation=summary=97 percent");
        amtool(url, "alert", "add", "alertname=Slow", "severity=warning");
        assertThat(amtool(url, "alert", "query")).contains("DiskFull", "Slow", "active");
        assertThat(amtool(url, "alert", "query", "severity=~crit.*"))
                .contains("DiskFull")
                .doesNotContain("Slow");
        String silence =
                amtool(
                                url,
                                "silence",
                                "add",
                                "alertname=Slow",
                                "--comment=known",
                                "--author=ann",
                                "--duration=1h")
                        .strip();
        assertThat(amtool(url, "silence", "query")).contains(silence, "known", "ann");
        assertThat(amtool(url, "alert", "query")).contains("DiskFull").doesNotContain("Slow");
        assertThat(amtool(url, "alert", "query", "--silenced")).contains("Slow", "suppressed");
        amtool(url, "silence", "expire", silence);
        assertThat(amtool(url, "silence", "query")).doesNotContain(silence);
        assertThat(amtool(url, "config", "show")).contains("receiver: bellwether");
        assertThat(did("amtool")).containsExactly("OPENED", "OPENED");
    }

    @Test
    void prometheusRaisesWithUsDirectly() throws Exception {
        Path prometheus = Tools.need("prometheus", "on Debian: apt-get install prometheus");
        Path folder = Program.newFolder();
        try (var recorder = new Recorder(program)) {
            Files.writeString(
                    folder.resolve("rules.yml"),
                    """
                    groups:
                    - name: test
                      rules:
                      - alert: AlwaysOn
                        expr: vector(1)
                        labels: {severity: critical}
                        annotations: {summary: it is on}
                    """);
            Files.writeString(
                    folder.resolve("prometheus.yml"),
                    """
                    global: {evaluation_interval: 1s}
                    rule_files: [rules.yml]
                    alerting:
                      alertmanagers:
                      - path_prefix: /inbound/%s
                        static_configs: [{targets: ['%s']}]
                    """
                            .formatted(
                                    integration("Prometheus", "alertmanager"), recorder.address()));
            Process process =
                    start(
                            folder,
                            prometheus.toString(),
                            "--config.file=prometheus.yml",
                            "--storage.tsdb.path=data",
                            // It knows of us a few seconds after its first alert, and would wait
                            // for a minute to say it again.
                            "--rules.alert.resend-delay=1s",
                            "--web.listen-address=127.0.0.1:" + Ports.free());
            try {
                Recorder.Exchange sent =
                        recorder.await(one -> one.path().endsWith("/api/v2/alerts"));
                assertThat(sent.status()).isEqualTo(200);
            } finally {
                stop(process);
            }
        }
        assertThat(did("Prometheus")).contains("OPENED");
    }

    @Test
    void alertmanagerSendsItsWebhookToUs() throws Exception {
        Path alertmanager =
                Tools.need(
                        "prometheus-alertmanager",
                        "on Debian: apt-get install prometheus-alertmanager");
        Path folder = Program.newFolder();
        int port = Ports.free();
        try (var recorder = new Recorder(program)) {
            Files.writeString(
                    folder.resolve("alertmanager.yml"),
                    """
                    route: {receiver: us, group_wait: 0s, group_interval: 1s}
                    receivers:
                    - name: us
                      webhook_configs: [{url: 'http://%s/inbound/%s'}]
                    """
                            .formatted(
                                    recorder.address(),
                                    integration("Alertmanager", "alertmanager")));
            Process process =
                    start(
                            folder,
                            alertmanager.toString(),
                            "--config.file=alertmanager.yml",
                            "--storage.path=data",
                            "--cluster.listen-address=",
                            "--web.listen-address=127.0.0.1:" + port);
            try {
                String url = "http://127.0.0.1:" + port;
                amtoolWhenItListens(process, url, "alertname=DiskFull", "severity=critical");
                assertThat(recorder.await(one -> one.body().contains("DiskFull")).status())
                        .isEqualTo(202);
                amtool(
                        url,
                        "alert",
                        "add",
                        "alertname=DiskFull",
                        "severity=critical",
                        "--end=" + java.time.Instant.now().minusSeconds(1));
                assertThat(
                                recorder.await(one ->
                                                one.body().contains("\"status\":\"resolved\""))
                                        .status())
                        .isEqualTo(202);
            } finally {
                stop(process);
            }
        }
        assertThat(did("Alertmanager")).contains("OPENED", "RESOLVED");
    }

    private String integration(String name, String kind) throws Exception {
        var request =
                java.net.http.HttpRequest.newBuilder(program.at("/api/v1/integrations"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + rest.token())
                        .POST(
                                java.net.http.HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"name":"%s","kind":"%s","service":"%s"}\
                                        """
                                                .formatted(name, kind, service)));
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            String answer =
                    client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString())
                            .body();
            Matcher key = KEY.matcher(answer);
            assertThat(key.find()).as(answer).isTrue();
            return key.group(1);
        }
    }

    /// What the events of an integration did.
    private List<String> did(String name) throws Exception {
        Matcher entry =
                Pattern.compile(
                                "\"sender\":\""
                                        + Pattern.quote(name)
                                        + "\"[^\\[]*\"results\":\\[([^]]*)]")
                        .matcher(rest.get("inbound/deliveries?limit=200"));
        var did = new ArrayList<String>();
        while (entry.find()) {
            Matcher one = Pattern.compile("\"did\":\"([A-Z_]+)\"").matcher(entry.group(1));
            while (one.find()) {
                did.add(one.group(1));
            }
        }
        return did;
    }

    private static String amtool(String url, String... arguments) throws Exception {
        Path amtool = Tools.need("amtool", "on Debian: apt-get install prometheus-alertmanager");
        var command = new ArrayList<>(List.of(amtool.toString(), "--alertmanager.url=" + url));
        command.addAll(List.of(arguments));
        // It warns on its other output that our version is not its own.
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
        return output;
    }

    /// Alertmanager says on its output when it listens.
    private static void amtoolWhenItListens(Process process, String url, String... labels)
            throws Exception {
        var lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.contains("Listening on")) {
            line = lines.readLine();
        }
        var arguments = new ArrayList<>(List.of("alert", "add"));
        arguments.addAll(List.of(labels));
        amtool(url, arguments.toArray(String[]::new));
    }

    private static Process start(Path folder, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
