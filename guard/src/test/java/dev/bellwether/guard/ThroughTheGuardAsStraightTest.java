package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("curl sees through the guard what it sees straight, and no query passes its cap")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThroughTheGuardAsStraightTest {
    private static final long MIB = 1 << 20;

    private Path folder;
    private ClickHouseNode node;
    private Guard guard;

    @BeforeAll
    void start(@TempDir Path files) throws IOException, InterruptedException {
        folder = files;
        node = ClickHouseNode.start(folder.resolve("node"));
        guard =
                new Guard(
                        new GuardSettings(
                                node.address(),
                                "127.0.0.1",
                                0,
                                1_000 * MIB,
                                200 * MIB,
                                48 * MIB,
                                Duration.ofSeconds(30)),
                        InstantSource.system());
        guard.start();
        straight("/", "-d", "CREATE TABLE t (a UInt32, s String) ENGINE = Memory");
        straight("/", "-d", "CREATE TABLE copy (a UInt32, s String) ENGINE = Memory");
        straight("/", "-d", "INSERT INTO t SELECT number, toString(number) FROM numbers(1000)");
    }

    @AfterAll
    void stop() {
        if (guard != null) {
            assertThat(guard.state().running()).isEmpty();
            assertThat(guard.state().waiting()).isEmpty();
            guard.close();
        }
        if (node != null) {
            node.close();
        }
    }

    static List<List<String>> requests() {
        return List.of(
                List.of("/ping"),
                List.of("/"),
                List.of("/replicas_status"),
                List.of("/?query=SELECT%201"),
                List.of(
                        "/?query=SELECT+1%2B1&default_format=JSONCompact&output_format_write_statistics=0",
                        "-H", "X-A: b"),
                List.of("/", "-d", "SELECT a, s FROM t ORDER BY a LIMIT 7 FORMAT TabSeparated"),
                List.of("/?query=SELECT+count()", "-d", "FROM t WHERE a IN (1,2,3)"),
                List.of("/?database=system&max_threads=1", "-d", "SELECT name FROM one, tables"),
                List.of("/", "-d", "SELECT 'ü', '\u2019', 1 FORMAT CSV"),
                List.of("/", "-d", "SELECT nothing FROM nowhere"),
                List.of("/", "-d", "SELECT 'a"),
                List.of("/?query=CREATE+TABLE+x+(a+Int8)+ENGINE=Memory"),
                List.of("/?user=nobody&query=SELECT+1"),
                List.of(
                        "/?enable_http_compression=1",
                        "-H",
                        "Accept-Encoding: gzip",
                        "-d",
                        "SELECT number FROM numbers(100000)"),
                List.of(
                        "/?query=SELECT+sum(a)+FROM+e",
                        "-F",
                        "e=@-;type=text/plain",
                        "-F",
                        "e_structure=a UInt8"),
                List.of(
                        "/?wait_end_of_query=1&buffer_size=1000000",
                        "-d",
                        "SELECT throwIf(number = 100) FROM numbers(1000)"),
                List.of("/?session_id=s1", "-d", "SET max_block_size = 7"),
                List.of("/?compress=1", "-d", "SELECT number FROM numbers(300000)"),
                List.of("/?compress=1", "-d", "SELECT nothing FROM nowhere"),
                List.of(
                        "/?compress=1&enable_http_compression=1",
                        "-H",
                        "Accept-Encoding: gzip",
                        "-d",
                        "SELECT number FROM numbers(300000)"),
                List.of(
                        "/",
                        "-d",
                        "SELECT number, '%s' FROM numbers(200000)".formatted("x".repeat(100))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void bodiesAndHeadersAreTheSame(List<String> request) throws IOException, InterruptedException {
        String[] options = request.subList(1, request.size()).toArray(String[]::new);
        Curl.Answer straight = straight(request.getFirst(), options);
        Curl.Answer guarded = guarded(request.getFirst(), options);
        assertThat(guarded.status()).isEqualTo(straight.status());
        assertThat(guarded.headers()).containsExactlyInAnyOrderElementsOf(straight.headers());
        assertThat(guarded.body()).isEqualTo(straight.body());
    }

    @Test
    void rowsOfAnyLengthAreStreamedIn() throws IOException, InterruptedException {
        Path rows = folder.resolve("rows.tsv");
        var text = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            text.append(i).append('\t').append("row ").append(i).append('\n');
        }
        Files.writeString(rows, text);
        String insert = "/?query=INSERT+INTO+copy+FORMAT+TabSeparated";
        assertThat(
                        guarded(
                                        insert,
                                        "-H",
                                        "Transfer-Encoding: chunked",
                                        "--data-binary",
                                        "@" + rows)
                                .status())
                .isEqualTo("200");
        assertThat(straight("/", "-d", "SELECT count(), sum(a) FROM copy").text())
                .isEqualTo("300000\t44999850000\n");
    }

    @Test
    void aCapCannotBeLifted() throws IOException, InterruptedException {
        String sql = "SELECT value FROM system.settings WHERE name = 'max_memory_usage'";
        List<String> lifts =
                List.of("", " SETTINGS max_memory_usage = 0", " SETTINGS max_memory_usage = '9G'");
        for (String lift : lifts) {
            for (String address : List.of("/", "/?max_memory_usage=0", "/?max_memory_usage=1e15")) {
                Curl.Answer answer = guarded(address, "-d", sql + lift);
                assertThat(answer.status()).as(answer.text()).isEqualTo("200");
                assertThat(Long.parseLong(answer.text().strip()))
                        .as(address + lift)
                        .isEqualTo(answer.cap());
                boolean isTold =
                        answer.all().stream().anyMatch(h -> h.startsWith("x-bellwether-held:"));
                assertThat(isTold).isEqualTo(!lift.isEmpty() || address.length() > 1);
            }
        }
    }

    @Test
    void whatNeedsMoreThanAProbeIsRunAgainWithMore() throws IOException, InterruptedException {
        Curl.Answer answer = guarded("/", "-d", group(2_000_000, ""));
        assertThat(answer.status()).as(answer.text()).isEqualTo("200");
        assertThat(answer.text()).isEqualTo(straight("/", "-d", group(2_000_000, "")).text());
        assertThat(answer.cap()).isGreaterThan(48 * MIB);
    }

    /// This server tells its code in the body alone, and that is compressed too.
    @Test
    void whatNeedsMoreIsRunAgainAlsoWhereAnswersAreCompressed()
            throws IOException, InterruptedException {
        String sql = group(2_000_000, "").replace("AS c", "AS d");
        Curl.Answer straight = straight("/?compress=1", "-d", sql);
        Curl.Answer answer = guarded("/?compress=1", "-d", sql);
        assertThat(answer.cap()).isGreaterThan(48 * MIB);
        assertThat(answer.body()).isEqualTo(straight.body());
        Curl.Answer never =
                guarded("/?compress=1&max_memory_usage=1000000", "-d", group(1_000_000, ""));
        assertThat(never.status()).isEqualTo("500");
        assertThat(never.text()).contains("Code: 241");
    }

    /// This server goes on with a query whose client has gone.
    @Test
    void aQueryWhoseClientLeavesIsKilledAndItsMemoryComesBack()
            throws IOException, InterruptedException {
        Curl.Answer cut =
                guarded(
                        "/?query_id=left",
                        "--max-time",
                        "2",
                        "-d",
                        "SELECT number FROM system.numbers");
        assertThat(cut.exit()).isEqualTo(28);
        assertThat(cut.body()).isNotEmpty();
        String running = "SELECT count() FROM system.processes WHERE query_id = 'left'";
        for (int looks = 0; looks < 600; looks++) {
            if (straight("/", "-d", running).text().equals("0\n")
                    && guard.state().running().isEmpty()) {
                return;
            }
        }
        throw new AssertionError("it still runs: " + guard.state());
    }

    @Test
    void aSmallerCapOfItsOwnIsKept() throws IOException, InterruptedException {
        Curl.Answer answer = guarded("/?max_memory_usage=1000000", "-d", group(1_000_000, ""));
        assertThat(answer.status()).isEqualTo("500");
        assertThat(answer.text()).startsWith("Code: 241");
    }

    private static String group(int keys, String settings) {
        return "SELECT k, count() AS c FROM (SELECT number AS k FROM system.numbers LIMIT %d) GROUP BY k ORDER BY k LIMIT 3 %s"
                .formatted(keys, settings);
    }

    private Curl.Answer straight(String path, String... options)
            throws IOException, InterruptedException {
        return Curl.get(folder, node.address() + path, options);
    }

    private Curl.Answer guarded(String path, String... options)
            throws IOException, InterruptedException {
        return Curl.get(folder, "http://127.0.0.1:" + guard.port() + path, options);
    }
}
