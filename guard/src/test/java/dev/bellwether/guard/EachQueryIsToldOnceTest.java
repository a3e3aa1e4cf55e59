package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.Controls.Block;
import dev.bellwether.guard.Controls.By;
import dev.bellwether.guard.Controls.Mode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "Each query that came through the guard is told once, by how it ended and what it took")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EachQueryIsToldOnceTest {
    private static final String FROM = "/* feature=reports release=7.1 */ ";

    private ClickHouseNode node;
    private Asking asking;

    @BeforeAll
    void startNode(@TempDir Path files) throws Exception {
        node = ClickHouseNode.start(files.resolve("node"));
    }

    @AfterAll
    void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void startGuard(@TempDir Path files) throws Exception {
        asking = Asking.before(files, Mode.FULL, node.address());
    }

    @AfterEach
    void stopGuard() {
        asking.close();
    }

    @Test
    void oneThatWasAnsweredWithItsPeakAndItsRows() throws Exception {
        asking.ask(FROM + "SELECT length(groupArray(number)), sleep(2) FROM numbers(700000)");
        Releases.Line line = told("1 0 0 0");
        assertThat(line.feature()).isEqualTo("reports");
        assertThat(line.release()).isEqualTo("7.1");
        assertThat(line.text()).startsWith("SELECT length");
        assertThat(line.highest()).isBetween(5 * Asking.MIB, 48 * Asking.MIB);
        assertThat(line.rows()).as("whole blocks").isBetween(700_000L, 11 * 65_536L);
        assertThat(line.byteSeconds()).isGreaterThan(line.highest());
    }

    @Test
    void oneThatWasRunAgainWithMore() throws Exception {
        Curl.Answer answer =
                asking.ask(FROM + "SELECT length(groupArray(number)) FROM numbers(9000000)");
        assertThat(answer.cap()).isGreaterThan(48 * Asking.MIB);
        Releases.Line line = told("1 0 0 0");
        assertThat(line.queries()).isOne();
        assertThat(line.highest()).isGreaterThanOrEqualTo(48 * Asking.MIB);
    }

    @Test
    void oneThatWentToDiskAndOneThatDidNot() throws Exception {
        asking.begin(
                FROM
                        + "SELECT number, sleep(0.1) FROM numbers(400000) GROUP BY number"
                        + " SETTINGS max_bytes_before_external_group_by = 5000000");
        Releases.Line line = told("1 0 0 0");
        assertThat(line.spilled()).isOne();
        assertThat(line.spillsKnown()).isOne();
        asking.ask("/* feature=dashboard */ SELECT sleep(1)");
        // It is told once its answer has ended, which its client knows first.
        asking.until("the other is told", () -> dashboard().isPresent());
        line = dashboard().orElseThrow();
        assertThat(line.spilled()).isZero();
        assertThat(line.spillsKnown()).isOne();
    }

    private Optional<Releases.Line> dashboard() {
        return asking.guard().status().releases().heaviest().stream()
                .filter(one -> one.feature().equals("dashboard"))
                .findFirst();
    }

    @Test
    void oneForWhichThereIsNoMore() throws Exception {
        asking.ask(FROM + "SELECT length(groupArray(number)) FROM numbers(200000000)");
        Releases.Line line = told("0 1 0 0");
        assertThat(line.outOfMemory()).isOne();
        assertThat(line.highest()).isGreaterThan(400 * Asking.MIB);
    }

    @Test
    void oneThatIsKeptOut() throws Exception {
        asking.guard()
                .block(new Block(By.RELEASE, "7.1", "heavy", Instant.now().plusSeconds(3_600)));
        assertThat(asking.ask(FROM + "SELECT 1").status()).isEqualTo("403");
        Releases.Line line = told("0 0 1 0");
        assertThat(line.refused()).isOne();
        assertThat(line.highest()).isZero();
    }

    @Test
    void oneThatWasKilledBecauseItsClientLeft() throws Exception {
        Process client = asking.begin(FROM + "SELECT count() FROM system.numbers");
        asking.until(
                "it is seen",
                () -> asking.guard().status().running().stream().anyMatch(r -> r.peak() > 0));
        client.destroy();
        Releases.Line line = told("0 0 0 1");
        assertThat(line.failed()).isOne();
        assertThat(line.rows()).isPositive();
    }

    @Test
    void whatTheGuardOnlyWatchesToo() throws Exception {
        asking.guard().mode(Mode.OBSERVE);
        asking.ask(FROM + "SELECT 1");
        asking.ask(FROM + "SELECT nothing");
        asking.guard().mode(Mode.OFF);
        asking.ask("no sql 'at all");
        told("1 0 0 2");
        assertThat(asking.guard().status().releases().kept()).isEqualTo(3);
    }

    /// It is told right after its answer, so the client may know first.
    private Releases.Line told(String ends) throws Exception {
        asking.until("it is told", () -> ends().equals(ends));
        return asking.guard().status().releases().heaviest().getFirst();
    }

    /// Answered, out of memory, refused, failed.
    private String ends() {
        ReleasesStatus status = asking.guard().status().releases();
        return "%d %d %d %d"
                .formatted(
                        status.answered(), status.outOfMemory(), status.refused(), status.failed());
    }
}
