package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "What curl rarely does is the same through the guard: parts, a gigabyte in, breaks and errors")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddCornersOfCurlTest {
    private static final long MIB = 1 << 20;
    private static final int PIECE = 1 << 20;

    /// A gigabyte with `-Dpieces=1000`; three times what the guard may have in its heap without it.
    private static final int PIECES = Integer.getInteger("pieces", 300);

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
                                8_000 * MIB,
                                1_600 * MIB,
                                256 * MIB,
                                Duration.ofMinutes(2)),
                        InstantSource.system());
        guard.start();
        straight("/", "-d", "CREATE TABLE bytes (s String) ENGINE = Null");
        straight("/", "-d", "CREATE TABLE kept (n UInt64) ENGINE = Memory");
    }

    @AfterAll
    void stop() {
        if (guard != null) {
            guard.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void twoTablesInPartsWithTheirColumns() throws IOException, InterruptedException {
        Path users = Files.writeString(folder.resolve("users.tsv"), "1\tAda\n2\tBob\n");
        Path spent = Files.writeString(folder.resolve("spent.csv"), "1,2.5\n1,4\n2,7\n");
        String[] options = {
            "-F", "u=@" + users, "-F", "s=@" + spent,
        };
        String address =
                "/?query=SELECT+name,sum(paid)+FROM+u+ANY+INNER+JOIN+s+USING+id+GROUP+BY+name+ORDER+BY+name"
                        + "&u_structure=id+UInt8,name+String&u_format=TabSeparated"
                        + "&s_structure=id+UInt8,paid+Float64&s_format=CSV";
        Curl.Answer straight = straight(address, options);
        assertThat(straight.text()).startsWith("Ada\t").contains("Bob\t7\n");
        same(guarded(address, options), straight);
    }

    /// The guard lives in this process: what it held of the body would be in its heap.
    @Test
    void whatIsSentInChunksIsNotHeld() throws IOException, InterruptedException {
        long before = heap();
        var command =
                List.of(
                        "curl",
                        "-sS",
                        "--max-time",
                        "400",
                        "-H",
                        "Transfer-Encoding: chunked",
                        "-H",
                        "Expect:",
                        "-T",
                        "-",
                        "-X",
                        "POST",
                        "-w",
                        "%{http_code}",
                        guard(
                                        "/?query=INSERT+INTO+bytes+FORMAT+TabSeparated&max_insert_block_size=65536")
                                .toString());
        Process curl =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("upload").toFile())
                        .start();
        long most = before;
        byte[] piece =
                "a line of sixty-four bytes, of which there are many, one by one\n"
                        .repeat(PIECE / 64)
                        .getBytes(StandardCharsets.US_ASCII);
        try (OutputStream in = curl.getOutputStream()) {
            for (int i = 0; i < PIECES; i++) {
                in.write(piece);
                if (i % 100 == 99) {
                    most = Math.max(most, heap());
                }
            }
        }
        assertThat(curl.waitFor(7, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("upload"))).isEqualTo("200");
        assertThat(most - before).as("bytes of heap").isLessThan(100 * MIB);
    }

    @Test
    void whoLeavesInMidInsertLeavesNothingBehind() throws IOException, InterruptedException {
        Process curl =
                new ProcessBuilder(
                                "curl",
                                "-sS",
                                "-H",
                                "Transfer-Encoding: chunked",
                                "-H",
                                "Expect:",
                                "-T",
                                "-",
                                "-X",
                                "POST",
                                guard("/?query=INSERT+INTO+kept+FORMAT+TabSeparated").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (OutputStream in = curl.getOutputStream()) {
            in.write("1\n".repeat(400_000).getBytes(StandardCharsets.US_ASCII));
            in.flush();
            curl.destroyForcibly().waitFor();
        } catch (IOException e) {
            assertThat(curl.isAlive()).isFalse();
        }
        awaitQuiet();
    }

    /// This server ends such an answer with the error as text, and as if it were whole.
    @Test
    void anErrorInMidResultComesWhereItCame() throws IOException, InterruptedException {
        String[] options = {
            "-d",
            "SELECT '%s', intDiv(1, toInt64(number) - 20000) FROM system.numbers SETTINGS max_block_size = 1000"
                    .formatted("x".repeat(1_000))
        };
        Curl.Answer straight = straight("/", options);
        assertThat(straight.status()).isEqualTo("200");
        assertThat(straight.body().length).isGreaterThan(PIECE);
        assertThat(straight.text()).contains("Code: 153");
        Curl.Answer guarded = guarded("/", options);
        assertThat(guarded.exit()).isEqualTo(straight.exit());
        assertThat(guarded.status()).isEqualTo(straight.status());
        assertThat(withoutError(guarded)).isEqualTo(withoutError(straight));
        assertThat(guarded.text()).contains("Code: 153");
        awaitQuiet();
    }

    /// The rows alone: how many came before the error is the server's own chance.
    private static String withoutError(Curl.Answer answer) {
        String text = answer.text();
        return text.substring(0, Math.min(text.indexOf("Code: 153"), 1_000 * 1_000));
    }

    @Test
    void whoLeavesInMidResultAgainAndAgainLeavesNothingBehind()
            throws IOException, InterruptedException {
        List<Process> curls = new ArrayList<>();
        // As many as run at once: with more, the first might wait for one that is never read.
        for (int i = 0; i < 4; i++) {
            curls.add(
                    new ProcessBuilder(
                                    "curl",
                                    "-sS",
                                    "--limit-rate",
                                    "1M",
                                    guard("/?query=SELECT+number+FROM+system.numbers").toString())
                            .redirectErrorStream(true)
                            .start());
        }
        for (Process curl : curls) {
            assertThat(curl.getInputStream().readNBytes(1_000)).hasSize(1_000);
            curl.destroyForcibly().waitFor();
        }
        awaitQuiet();
    }

    private void awaitQuiet() throws IOException, InterruptedException {
        String running = "SELECT count() FROM system.processes";
        for (int looks = 0; looks < 600; looks++) {
            boolean isQuiet = straight("/", "-d", running).text().equals("1\n");
            if (isQuiet && guard.state().running().isEmpty()) {
                return;
            }
        }
        throw new AssertionError("something still runs: " + guard.state());
    }

    private static void same(Curl.Answer guarded, Curl.Answer straight) {
        assertThat(guarded.status()).isEqualTo(straight.status());
        assertThat(guarded.headers()).containsExactlyInAnyOrderElementsOf(straight.headers());
        assertThat(guarded.body()).isEqualTo(straight.body());
    }

    /// What lives of it.
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private URI guard(String path) {
        return URI.create("http://127.0.0.1:" + guard.port() + path);
    }

    private Curl.Answer straight(String path, String... options)
            throws IOException, InterruptedException {
        return Curl.get(folder, node.address() + path, options);
    }

    private Curl.Answer guarded(String path, String... options)
            throws IOException, InterruptedException {
        return Curl.get(folder, guard(path).toString(), options);
    }
}
