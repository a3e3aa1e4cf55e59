package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guard sees what runs, ends what nobody waits for, and waits for a node that died")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TheGuardKeepsANodeTest {
    private static final String ENDLESS = "SELECT count() FROM system.numbers";

    private ClickHouseNode node;
    private Path folder;
    private Asking asking;

    @BeforeAll
    void startNode(@TempDir Path files) throws Exception {
        folder = files;
        node = ClickHouseNode.start(folder.resolve("node"));
    }

    @AfterAll
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void startGuard(@TempDir Path files) throws Exception {
        asking = Asking.before(files, Controls.Mode.FULL, node.address());
    }

    @AfterEach
    void stopGuard() {
        asking.close();
    }

    @Test
    void whatBypassesItIsChargedToTheReserve() throws Exception {
        asking.begin(
                node.address(),
                "SELECT length(groupArray(number)), sleep(3) FROM numbers(9000000)");
        asking.until(
                "it is seen",
                () -> asking.guard().status().nodes().getFirst().strangers() > 60 * Asking.MIB);
        assertThat(asking.guard().state().held(Addresses.name(node.address()))).isZero();
    }

    @Test
    void whatAQueryNeededIsSeenOnTheNodeAndIsItsCapFromThenOn() throws Exception {
        String sql = "SELECT length(groupArray(number)), sleep(2) FROM numbers(700000)";
        long unknown = asking.ask(sql).cap();
        assertThat(unknown).isEqualTo(48 * Asking.MIB);
        asking.ask(sql);
        asking.ask(sql);
        long known = asking.ask(sql).cap();
        assertThat(known).isBetween(Forecasts.LEAST, 47 * Asking.MIB);
    }

    @Test
    void aQueryWhoseClientLeftBeforeItsFirstByteIsEnded() throws Exception {
        Process client = asking.begin(ENDLESS);
        asking.until("it runs", () -> !asking.guard().state().running().isEmpty());
        client.destroy();
        asking.until("it has ended", () -> asking.guard().state().running().isEmpty());
        assertThat(asking.guard().status().counts().left()).isEqualTo(1);
        assertThat(asking.guard().status().counts().killed()).isPositive();
    }

    @Test
    void aQueryWhoseClientLeftWhileItWaitedNeverRuns() throws Exception {
        for (int i = 0; i < 3; i++) {
            asking.begin(ENDLESS + " WHERE number <> " + i);
        }
        asking.until("three run", () -> asking.guard().state().running().size() == 3);
        Process fourth = asking.begin(ENDLESS);
        asking.until("one waits", () -> asking.guard().state().waiting().size() == 1);
        fourth.destroy();
        asking.until("nobody waits", () -> asking.guard().state().waiting().isEmpty());
        assertThat(asking.guard().state().running()).hasSize(3);
        assertThat(asking.guard().status().counts().killed()).isZero();
    }

    @Test
    void whoeverComesWhileANodeIsAwayWaitsUntilItIsBack() throws Exception {
        assertThat(asking.ask("SELECT 1").text()).isEqualTo("1\n");
        node.node().kill();
        Curl.Answer answer = asking.ask("SELECT 2");
        assertThat(answer.status()).isEqualTo("200");
        assertThat(answer.text()).isEqualTo("2\n");
        asking.until(
                "it is warming",
                () -> asking.guard().status().nodes().getFirst().phase().equals("WARMING"));
        assertThat(asking.guard().status().nodes().getFirst().deaths()).isEqualTo(1);
    }

    @Test
    void aQueryThatANodeTookWithItIsSentOnceMore() throws Exception {
        Process client = asking.begin("SELECT sleep(3), 'again'");
        asking.until("it runs", () -> asking.guard().status().running().size() == 1);
        node.node().kill();
        assertThat(client.waitFor()).isZero();
        assertThat(client.exitValue()).isZero();
        assertThat(asking.guard().status().counts().again()).isPositive();
    }

    /// Small ones, ones that outgrow a probe, ones that outgrow the node, and a node that dies.
    @Test
    void whateverRunsAllCapsAndTheReserveFitTheNode() throws Exception {
        for (int i = 0; i < 18; i++) {
            int keys = List.of(1_000, 1_500_000, 4_000_000).get(i % 3);
            asking.begin(
                    "SELECT count() FROM (SELECT number AS k FROM system.numbers LIMIT %d) GROUP BY k LIMIT 1"
                            .formatted(keys));
        }
        String name = Addresses.name(node.address());
        var most = new AtomicLong();
        var looks = new AtomicInteger();
        asking.until(
                "all are answered",
                () -> {
                    AdmissionState state = asking.guard().state();
                    NodeRoom room = state.nodes().get(name);
                    long caps = state.running().values().stream().mapToLong(r -> r.cap()).sum();
                    assertThat(caps + room.reserve()).isLessThanOrEqualTo(room.limit());
                    most.accumulateAndGet(caps, Math::max);
                    if (looks.incrementAndGet() == 40) {
                        node.node().kill();
                    }
                    return asking.clients().stream().noneMatch(Process::isAlive);
                });
        assertThat(most.get()).as("something was to be held").isGreaterThan(100 * Asking.MIB);
        assertThat(asking.guard().state().running()).isEmpty();
        assertThat(asking.guard().state().waiting()).isEmpty();
    }

    /// It cannot be run again, so it begins with room.
    @Test
    void whatWritesIsNotStoppedByTheCapOfAProbe() throws Exception {
        asking.ask("CREATE TABLE IF NOT EXISTS wide (a Array(UInt64)) ENGINE = Memory");
        Curl.Answer answer =
                asking.ask("INSERT INTO wide SELECT groupArray(number) FROM numbers(4000000)");
        assertThat(answer.text()).isEmpty();
        assertThat(answer.status()).isEqualTo("200");
        assertThat(answer.cap()).isEqualTo(200 * Asking.MIB);
    }

    /// By itself this server would gather all of these rows, and take half a gigabyte for it.
    @Test
    void anInsertOfAnyLengthFitsItsCap(@TempDir Path files) throws Exception {
        asking.ask("CREATE TABLE long (s String) ENGINE = MergeTree ORDER BY s");
        Path rows = files.resolve("rows");
        byte[] some = ("x".repeat(999) + "\n").repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(rows)) {
            for (int i = 0; i < 300; i++) {
                out.write(some);
            }
        }
        String address = "http://127.0.0.1:" + asking.guard().port();
        Curl.Answer answer =
                Curl.get(
                        files,
                        address + "/?query=INSERT+INTO+long+FORMAT+TabSeparated",
                        "-H",
                        "Transfer-Encoding: chunked",
                        "--data-binary",
                        "@" + rows);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.status()).isEqualTo("200");
        assertThat(answer.cap()).isEqualTo(200 * Asking.MIB);
        assertThat(asking.ask("SELECT count(), sum(length(s)) FROM long").text())
                .isEqualTo("300000\t299700000\n");
    }

    /// They may be large, and cannot be run again: each has a quarter of the room, of which heavy
    /// ones have three.
    @Test
    void manyUnknownWritesLeaveRoomToOthers() throws Exception {
        asking.ask("CREATE TABLE IF NOT EXISTS numbers_kept (n UInt64) ENGINE = Memory");
        for (int i = 0; i < 4; i++) {
            asking.begin(
                    "INSERT INTO numbers_kept SELECT count() FROM system.numbers WHERE number <> "
                            + i);
        }
        asking.until(
                "three run, one waits",
                () ->
                        asking.guard().state().running().size() == 3
                                && asking.guard().state().waiting().size() == 1);
        Curl.Answer small = asking.ask("SELECT 5");
        assertThat(small.status()).isEqualTo("200");
        assertThat(asking.guard().state().waiting()).hasSize(1);
    }

    /// What is compressed cannot be read, so nobody can tell whether it may be run again.
    @Test
    void whatTheGuardCannotReadIsNotStoppedByTheCapOfAProbe(@TempDir Path files) throws Exception {
        String sql = "SELECT length(groupArray(number)) FROM numbers(4000000)";
        Path body = files.resolve("sql.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(body))) {
            out.write(sql.getBytes(StandardCharsets.UTF_8));
        }
        Curl.Answer answer =
                Curl.get(
                        files,
                        "http://127.0.0.1:" + asking.guard().port() + "/",
                        "-H",
                        "Content-Encoding: gzip",
                        "--data-binary",
                        "@" + body);
        assertThat(answer.text()).isEqualTo("4000000\n");
        assertThat(answer.cap()).isEqualTo(200 * Asking.MIB);
    }

    /// One that was too small is an error that cannot be mended, but need not come twice.
    @Test
    void aWriteThatRanOutOfMemoryHasTwiceAsMuchTheNextTime() throws Exception {
        asking.ask("CREATE TABLE IF NOT EXISTS wide2 (a Array(UInt64)) ENGINE = Memory");
        String insert = "INSERT INTO wide2 SELECT groupArray(number) FROM numbers(14000000)";
        Curl.Answer first = asking.ask(insert);
        assertThat(first.text()).startsWith("Code: 241");
        assertThat(asking.ask(insert).cap()).isEqualTo(2 * first.cap());
    }
}
