package dev.bellwether.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A node of the test bed dies of too much memory, is counted, and comes back")
class ANodeIsHeldToItsMemoryTest {
    private static final long MIB = 1 << 20;
    private static final String GREEDY =
            "SELECT k, count() FROM (SELECT number AS k FROM system.numbers LIMIT 100000000)"
                    + " GROUP BY k ORDER BY k LIMIT 3";

    @TempDir Path folder;

    @Test
    void theKernelKillsItAndItIsStartedAgain() throws IOException, InterruptedException {
        try (DebianNode node = start(NodeSettings.plain().within(384 * MIB));
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(node.oomKills()).isZero();
            assertThat(ask(client, node.address(), "SELECT 1")).isEqualTo("1\n");
            assertThat(ask(client, node.address(), GREEDY)).startsWith("broken");
            assertThat(Ports.awaitPing(node.address(), () -> true)).isTrue();
            assertThat(node.oomKills()).as(node.limitWords()).isEqualTo(1);
            assertThat(node.restarts()).isEqualTo(1);
        }
    }

    @Test
    void whereNoGroupCanBeMadeTheBedKeepsTheLimitAndSaysSo() throws IOException {
        Path none = Files.createDirectory(folder.resolve("cgroup"));
        try (MemoryGroup group = MemoryGroup.of(none, MIB)) {
            assertThat(group.words()).startsWith("no memory cgroup can be made here");
            Process process = new ProcessBuilder(group.inside(List.of("cat"))).start();
            try {
                while (group.resident(process.pid()) < MIB && process.isAlive()) {
                    Thread.onSpinWait();
                }
                assertThat(process.onExit().join().exitValue()).isEqualTo(137);
                assertThat(group.kills()).isEqualTo(1);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /// The kernel here has one version only; the other one's files are as its documents say.
    @Test
    void bothVersionsOfTheKernelsFilesAreRead() throws IOException {
        Path v2 = Files.createDirectory(folder.resolve("v2"));
        Files.writeString(v2.resolve("memory.events"), "low 0\nmax 71\noom 3\noom_kill 2\n");
        Files.writeString(v2.resolve("memory.stat"), "anon 4096\nfile 8192\nanon_thp 0\n");
        assertThat(new GroupV2(v2).kills()).isEqualTo(2);
        assertThat(new GroupV2(v2).resident(1)).isEqualTo(4096);
        Path v1 = Files.createDirectory(folder.resolve("v1"));
        Files.writeString(
                v1.resolve("memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n");
        Files.writeString(v1.resolve("memory.stat"), "rss 1\ntotal_rss 12288\n");
        assertThat(new GroupV1(v1).kills()).isEqualTo(5);
        assertThat(new GroupV1(v1).resident(1)).isEqualTo(12288);
    }

    private DebianNode start(NodeSettings settings) throws IOException {
        try {
            return DebianNode.start(folder.resolve("node"), settings);
        } catch (Missing e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(e);
            }
            return abort(e.getMessage());
        }
    }

    private static String ask(HttpClient client, URI node, String sql) throws InterruptedException {
        String query = URLEncoder.encode(sql, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(node.resolve("/?query=" + query)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "broken: " + e;
        }
    }
}
