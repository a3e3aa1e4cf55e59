package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bed.DebianNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// "A workload that was captured through the guard passes on the same data, and fails by name when
/// a table grew, a budget is passed, or a query is new and nothing bounds it." Before a real node.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AWorkloadIsValidatedTest {
    private static final String HEAVY =
            "SELECT k, count() FROM visits GROUP BY k ORDER BY k LIMIT 3";
    private static final String CHEAP = "SELECT count() FROM visits WHERE who = 'Ada Lovelace'";
    private static final String NEW = "SELECT who, uniqExact(k) FROM visits GROUP BY who";

    private final Metrics metrics = new Metrics();
    private final HttpClient http = HttpClient.newHttpClient();
    private Path directory;
    private Path config;
    private DebianNode node;
    private GuardService guard;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        config = folder.resolve("bellwether.yaml");
        Files.writeString(config, "data: " + folder.resolve("data") + "\n");
        node = RealNode.start(folder.resolve("node"));
        GuardConfig settings =
                Settings.of(
                                Configuration.load(
                                        Optional.empty(),
                                        RealNode.guarded(
                                                node,
                                                Map.of("BELLWETHER_GUARD_MEMORY_LIMIT", "2 GB"))))
                        .guard();
        guard = new GuardService(settings, folder.resolve("data"), metrics, InstantSource.system());
        guard.start();
    }

    @AfterAll
    void stop() {
        http.close();
        if (guard != null) {
            guard.close();
        }
        if (node != null) {
            node.close();
        }
        metrics.close();
    }

    @Test
    void fromTheCaptureToThePipeline() throws Exception {
        table(1_000_000);
        assertThat(guard("capture", "--begin").code()).isZero();
        for (int i = 0; i < 3; i++) {
            ask(HEAVY);
            ask(CHEAP);
        }
        Path workload = directory.resolve("workload.ndjson");
        assertThat(guard("capture", "--out", workload.toString(), "--end").text())
                .contains("2 forms of query written");
        assertThat(Files.readString(workload))
                .contains("'Xxx Xxxxxxxx'", "\"count\":3", "\"feature\":\"reports\"")
                .doesNotContain("Lovelace");
        assertThat(guard("capture", "--out", workload.toString()).text())
                .contains("409", "guard capture --begin");

        Path baseline = directory.resolve("baseline.ndjson");
        CommandLine.Ran measured =
                validate(workload, "--allow", "10000", "--out", baseline.toString());
        assertThat(measured.text()).contains("2 forms of query: 2 passed, 0 failed");
        assertThat(measured.code()).isZero();

        CommandLine.Ran same = validate(workload, "--baseline", baseline.toString());
        assertThat(same.text()).contains("2 passed, 0 failed, 0 not measured.");
        assertThat(same.code()).isZero();

        table(4_000_000);
        Path junit = directory.resolve("junit.xml");
        CommandLine.Ran grown =
                validate(workload, "--baseline", baseline.toString(), "--junit", junit.toString());
        assertThat(grown.code()).as(grown.text()).isEqualTo(1);
        assertThat(grown.text())
                .contains("GREW", HEAVY, "reports", "1 passed, 1 failed, 0 not measured.");
        Element suite = suite(junit);
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        NodeList failures = suite.getElementsByTagName("failure");
        assertThat(failures.getLength()).isEqualTo(1);
        var failure = (Element) failures.item(0);
        assertThat(failure.getTextContent()).isEqualTo(HEAVY);
        assertThat(failure.getAttribute("message")).contains("before");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).contains(HEAVY);

        CommandLine.Ran over = validate(workload, "--budget", "16 MB");
        assertThat(over.code()).isEqualTo(1);
        assertThat(over.text()).contains("OVER BUDGET", "the budget is 16 MB");

        guard("capture", "--begin");
        ask(NEW);
        Path later = directory.resolve("later.ndjson");
        guard("capture", "--out", later.toString());
        CommandLine.Ran unbounded = validate(later, "--baseline", baseline.toString());
        assertThat(unbounded.code()).isEqualTo(1);
        assertThat(unbounded.text()).contains("NEW AND UNBOUNDED", NEW);

        straight("DROP TABLE visits");
        CommandLine.Ran gone = validate(workload, "--junit", junit.toString());
        assertThat(gone.code()).isEqualTo(2);
        assertThat(gone.text()).contains("NOT MEASURED", "Code: 60", "2 not measured.");
        assertThat(suite(junit).getElementsByTagName("error").getLength()).isEqualTo(2);
    }

    @Test
    void whatIsAskedWronglyIsToldAndNothingIsCalledMeasured() throws Exception {
        Path none = directory.resolve("none.ndjson");
        CommandLine.Ran missing = validate(none);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.text()).contains(none + ": there is no such file");

        Path wrong = directory.resolve("wrong.ndjson");
        Files.writeString(wrong, "{\"bellwether\":\"workload\",\"version\":9,\"redacted\":true}\n");
        CommandLine.Ran newer = validate(wrong);
        assertThat(newer.code()).isEqualTo(2);
        assertThat(newer.text()).contains(wrong + ":1: is of version 9");

        Path empty = directory.resolve("empty.ndjson");
        String head =
                "{\"bellwether\":\"workload\",\"version\":1,\"redacted\":true,\"captured\":\"2026-11-23T12:00:00Z\",\"leftOut\":0}\n";
        Files.writeString(empty, head);
        CommandLine.Ran nothing = validate(empty);
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.text()).contains("nothing was measured");

        CommandLine.Ran away =
                CommandLine.run(
                        config,
                        "validate",
                        "--workload",
                        empty.toString(),
                        "--upstream",
                        "http://127.0.0.1:1");
        assertThat(away.code()).isEqualTo(2);
        assertThat(away.text()).contains("the node at http://127.0.0.1:1: ");

        assertThat(validate(empty, "--budget", "much").text())
                .contains("--budget 'much' is not a size");
        assertThat(validate(empty, "--passes", "0").code()).isEqualTo(2);
    }

    private void table(int rows) throws Exception {
        straight("DROP TABLE IF EXISTS visits");
        straight("CREATE TABLE visits (k UInt64, who String) ENGINE = Memory");
        straight(
                "INSERT INTO visits SELECT number, toString(number %% 10) FROM system.numbers LIMIT %d"
                        .formatted(rows));
    }

    private void straight(String sql) throws Exception {
        HttpResponse<String> response = send(node.address(), sql);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private void ask(String sql) throws Exception {
        HttpResponse<String> response = send(URI.create("http://127.0.0.1:" + guard.port()), sql);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private HttpResponse<String> send(URI address, String sql) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address.resolve("/"))
                        .header("X-Bellwether-Feature", "reports")
                        .POST(HttpRequest.BodyPublishers.ofString(sql))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Element suite(Path file) throws Exception {
        var document =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile());
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("testsuites");
        return (Element) document.getElementsByTagName("testsuite").item(0);
    }

    private CommandLine.Ran guard(String... words) {
        var all = new String[words.length + 3];
        all[0] = "guard";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--admin";
        all[words.length + 2] = "127.0.0.1:" + guard.adminPort();
        return CommandLine.run(config, all);
    }

    private CommandLine.Ran validate(Path workload, String... words) {
        var all = new String[words.length + 5];
        all[0] = "validate";
        all[1] = "--workload";
        all[2] = workload.toString();
        all[3] = "--upstream";
        all[4] = node.address().toString();
        System.arraycopy(words, 0, all, 5, words.length);
        return CommandLine.run(config, all);
    }
}
