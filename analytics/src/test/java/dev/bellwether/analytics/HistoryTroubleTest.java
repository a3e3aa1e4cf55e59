package dev.bellwether.analytics;

import static dev.bellwether.analytics.World.ACME;
import static dev.bellwether.analytics.World.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Results survive a disk that refuses, up to a bound; what is lost is counted.
class HistoryTroubleTest {
    private static final Instant NOW = Instant.parse("2026-05-06T13:37:00Z");

    private final World world = new World(NOW);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aDiskThatRefusesLosesNothingUntilTheBufferIsFullAndSaysSo() throws Exception {
        // A file stands where the directory should be.
        var blocked = world.directory.resolve("blocked");
        Files.writeString(blocked, "in the way");
        var in = HistorySettings.in(blocked.resolve("history.duckdb"));
        world.open(
                new HistorySettings(
                        in.file(),
                        in.raw(),
                        in.hourly(),
                        in.daily(),
                        1_000,
                        64,
                        1,
                        in.queryLimit()));
        for (int i = 0; i < 1_250; i++) {
            world.add(World.up(SHOP, NOW.plusMillis(i)));
        }
        world.history.flush();
        assertThat(world.history.trouble()).isPresent();
        assertThat(world.history.health().waiting()).isEqualTo(1_000);
        assertThat(world.history.health().lost()).isEqualTo(250);
        assertThatThrownBy(() -> world.history.latest(ACME, SHOP, 5))
                .isInstanceOf(HistoryUnavailable.class);

        Files.delete(blocked);
        world.now = NOW.plus(HistoryWriter.RETRY);
        world.history.flush();
        assertThat(world.history.trouble()).isEmpty();
        assertThat(world.history.health().waiting()).isZero();
        assertThat(world.history.health().written()).isEqualTo(1_000);
        assertThat(world.history.latest(ACME, SHOP, 10_000)).hasSize(1_000);
    }

    @Test
    void aFileOfSomethingElseIsPutAsideAndANewOneBegun() throws Exception {
        var noise = new byte[70_000];
        new Random(1).nextBytes(noise);
        Files.write(world.file(), noise);
        world.open();
        world.add(World.up(SHOP, NOW));
        world.history.flush();
        assertThat(world.history.latest(ACME, SHOP, 5)).hasSize(1);
        String name = world.history.health().setAside().orElseThrow();
        assertThat(Files.readAllBytes(world.directory.resolve(name))).isEqualTo(noise);
    }

    @Test
    void aFileWithDamagedBlocksIsPutAside() throws Exception {
        world.open();
        world.addRandom(3, ACME, SHOP, NOW.minus(Duration.ofDays(1)), NOW);
        world.history.close();
        byte[] bytes = Files.readAllBytes(world.file());
        for (int i = 4_096; i < bytes.length; i += 1_000) {
            bytes[i] ^= 0x5a;
        }
        Files.write(world.file(), bytes);
        world.open();
        assertThat(world.history.health().setAside()).isPresent();
        assertThat(world.history.trouble()).isEmpty();
    }

    @Test
    void historySurvivesAnEndAndAStart() {
        world.open();
        world.addRandom(4, ACME, SHOP, NOW.minus(Duration.ofDays(2)), NOW);
        world.history.flush();
        world.history.rollUp();
        var before = world.history.uptimePerDay(ACME, SHOP, 3);
        world.history.close();
        world.open();
        assertThat(world.history.uptimePerDay(ACME, SHOP, 3)).isEqualTo(before);
        world.history.rollUp();
        assertThat(world.history.summary(ACME, SHOP, NOW.minus(Duration.ofDays(2)), NOW).total())
                .isEqualTo(world.added.stream().filter(r -> !r.confirming()).count());
    }

    @Test
    void aBackupWhileWritingIsAWholeHistory() {
        world.open();
        world.addRandom(5, ACME, SHOP, NOW.minus(Duration.ofHours(30)), NOW);
        world.history.rollUp();
        var target = world.directory.resolve("it's a copy.duckdb");
        world.history.backup(target);
        world.add(World.up(SHOP, NOW));
        assertThatThrownBy(() -> world.history.backup(target))
                .isInstanceOf(HistoryUnavailable.class);
        try (var copy = CheckHistory.open(HistorySettings.in(target), world)) {
            assertThat(copy.trouble()).isEmpty();
            Instant from = NOW.minus(Duration.ofDays(2));
            assertThat(copy.summary(ACME, SHOP, from, NOW))
                    .isEqualTo(world.history.summary(ACME, SHOP, from, NOW));
            assertThat(copy.uptimePerDay(ACME, SHOP, 3))
                    .isEqualTo(world.history.uptimePerDay(ACME, SHOP, 3));
        }
    }

    @Test
    void rawResultsGoAndTheirRollupsStay() {
        world.open();
        Instant start = NOW.minus(Duration.ofDays(3));
        world.addRandom(6, ACME, SHOP, start, NOW);
        world.history.flush();
        world.history.rollUp();
        var before = world.history.uptimePerDay(ACME, SHOP, 4).getFirst();
        var summary = world.history.summary(ACME, SHOP, start.minusSeconds(2_220), NOW);
        world.now = NOW.plus(Duration.ofDays(20));
        world.history.rollUp();
        assertThat(world.history.latest(ACME, SHOP, 10)).isEmpty();
        assertThat(world.history.uptimePerDay(ACME, SHOP, 24).getFirst()).isEqualTo(before);
        assertThat(world.history.summary(ACME, SHOP, start.minusSeconds(2_220), NOW).total())
                .isEqualTo(summary.total());
        world.now = NOW.plus(Duration.ofDays(800));
        world.history.rollUp();
        assertThat(world.history.summary(ACME, SHOP, start, NOW).total()).isZero();
    }

    @Test
    void resultsThatComeLateAreRolledUpAgain() {
        world.open();
        world.addRandom(7, ACME, SHOP, NOW.minus(Duration.ofDays(3)), NOW);
        world.history.flush();
        world.history.rollUp();
        Instant late = Instant.parse("2026-05-04T08:30:00Z");
        for (int i = 0; i < 100; i++) {
            world.add(World.up(SHOP, late.plusSeconds(i)));
        }
        world.history.flush();
        world.history.rollUp();
        Instant from = NOW.minus(Duration.ofDays(3)).minusSeconds(2_220);
        assertThat(world.history.summary(ACME, SHOP, from, NOW).total())
                .isEqualTo(world.added.stream().filter(r -> !r.confirming()).count());
    }

    @Test
    void theJobsDoTheWorkAndCostNothingInBetween() {
        world.open();
        var write = world.history.jobs().getFirst();
        write.run(NOW);
        world.add(World.up(SHOP, NOW));
        assertThat(write.run(NOW)).isAfter(NOW);
        assertThat(world.history.health().waiting()).isEqualTo(1);
        write.run(NOW.plusSeconds(2));
        assertThat(world.history.health().waiting()).isZero();
        for (int i = 0; i < HistoryWriter.BATCH; i++) {
            world.add(World.up(SHOP, NOW));
        }
        write.run(NOW.plusSeconds(2));
        assertThat(world.history.health().waiting()).isZero();
    }
}
