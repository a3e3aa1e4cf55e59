package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.Controls.Block;
import dev.bellwether.guard.Controls.By;
import dev.bellwether.guard.Controls.Mode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What people switch holds for the next query, and outlives the guard")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleSwitchARunningGuardTest {
    private ClickHouseNode node;

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        node = ClickHouseNode.start(files.resolve("node"));
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void eachModeDoesWhatItSays(@TempDir Path files) throws Exception {
        try (var asking = Asking.before(files, Mode.OBSERVE, node.address())) {
            Curl.Answer watched = asking.ask("SELECT 1");
            assertThat(watched.text()).isEqualTo("1\n");
            assertThat(watched.all())
                    .contains("x-bellwether-would: cap " + 48 * Asking.MIB)
                    .noneMatch(header -> header.startsWith("x-bellwether-cap"));

            asking.guard().mode(Mode.OFF);
            assertThat(asking.ask("SELECT 1").all())
                    .noneMatch(header -> header.startsWith("x-bellwether"));

            asking.guard().mode(Mode.LIGHT);
            assertThat(asking.ask("SELECT 2").cap()).isPositive();
            assertThat(asking.guard().state().running()).isEmpty();

            asking.guard().mode(Mode.FULL);
            assertThat(asking.ask("SELECT 3").cap()).isPositive();
        }
    }

    @Test
    void inLightTooAQueryThatNeedsMoreIsRunAgain(@TempDir Path files) throws Exception {
        try (var asking = Asking.before(files, Mode.LIGHT, node.address())) {
            Curl.Answer answer =
                    asking.ask("SELECT length(groupArray(number)) FROM numbers(9000000)");
            assertThat(answer.text()).isEqualTo("9000000\n");
            assertThat(answer.cap()).isGreaterThan(48 * Asking.MIB);
        }
    }

    @Test
    void whatIsBlockedIsToldWhyAndABlockOutlivesTheGuard(@TempDir Path files) throws Exception {
        Instant until = Instant.now().plusSeconds(3_600);
        try (var asking = Asking.before(files, Mode.FULL, node.address())) {
            asking.guard().block(new Block(By.FEATURE, "reports", "too heavy", until));
            assertThat(asking.ask("SELECT 1").status()).isEqualTo("200");
        }
        try (var asking = Asking.before(files, Mode.FULL, node.address())) {
            Curl.Answer answer = asking.ask("SELECT 1", "-H", "X-Bellwether-Feature: reports");
            assertThat(answer.status()).isEqualTo("403");
            assertThat(answer.headers()).contains("x-clickhouse-exception-code: 392");
            assertThat(answer.text())
                    .startsWith("Code: 392. DB::Exception: guard: feature reports is blocked until")
                    .contains("too heavy");
            asking.guard().unblock(By.FEATURE, "reports");
            assertThat(asking.ask("SELECT 1", "-H", "X-Bellwether-Feature: reports").status())
                    .isEqualTo("200");
        }
    }

    @Test
    void aDrainedGuardLetsNothingNewIn(@TempDir Path files) throws Exception {
        try (var asking = Asking.before(files, Mode.FULL, node.address())) {
            asking.guard().drain(true);
            Curl.Answer answer = asking.ask("SELECT 1");
            assertThat(answer.status()).isEqualTo("503");
            assertThat(answer.text()).contains("the guard is drained");
            asking.guard().drain(false);
            assertThat(asking.ask("SELECT 1").text()).isEqualTo("1\n");
        }
    }

    /// They never had a turn, so the ledger does not know them.
    @Test
    void whatRunsWhenLightBecomesFullIsChargedByItsCap(@TempDir Path files) throws Exception {
        try (var asking = Asking.before(files, Mode.LIGHT, node.address())) {
            for (int i = 0; i < 5; i++) {
                asking.begin(
                        "SELECT count() FROM system.numbers WHERE sleep(1) = 0 AND number <> " + i);
            }
            asking.until(
                    "all five are seen",
                    () ->
                            asking.guard().status().running().stream()
                                            .filter(one -> one.peak() > 0)
                                            .count()
                                    == 5);
            asking.guard().mode(Mode.FULL);
            asking.guard().look();

            GuardStatus.NodeStatus status = asking.guard().status().nodes().getFirst();
            assertThat(status.reserved()).isZero();
            assertThat(status.strangers()).isGreaterThanOrEqualTo(5 * 48 * Asking.MIB);
            assertThat(status.budget())
                    .as("what the reserve does not hold is taken from the room")
                    .isLessThanOrEqualTo((1_000 - 5 * 48) * Asking.MIB);
            assertThat(asking.ask("SELECT 1").cap()).isPositive();
        }
    }
}
