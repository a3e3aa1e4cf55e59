package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is locked, full or gone is said out loud, and is used again once it is back,
/// without a restart.
class TroubleTest {
    @Test
    void aLockedDatabaseIsSaidAndComesBack() throws Exception {
        try (TestStore test = TestStores.sqlite()) {
            Store store = test.store();
            try (var connection = Sqlite.source(test.settings().sqliteFile()).getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> SomeFacts.write(store, "no"))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("locked");
                assertThat(store.health().trouble().orElseThrow().since())
                        .isEqualTo(test.clock().instant());
                assertThat(store.journal().head()).as("reads go on").isZero();
                assertThat(store.health().trouble()).isPresent();
                statement.execute("ROLLBACK");
            }
            store.jobs().forEach(job -> job.run(test.clock().move(Duration.ofMinutes(1))));
            assertThat(store.health().trouble()).isEmpty();
            SomeFacts.write(store, "yes");
            assertThat(store.journal().head()).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskIsSaidAndComesBack() {
        try (TestStore test = TestStores.sqlite()) {
            Store store = test.store();
            assertThatThrownBy(() -> store.run(GroupCommitTest::fillTheDisk))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("full");
            assertThat(store.health().trouble().orElseThrow().why()).contains("full");
            SomeFacts.write(store, "yes");
            assertThat(store.health().trouble()).isEmpty();
            assertThat(store.health().failures()).isEqualTo(1);
        }
    }

    @Test
    void aDiskThatIsReallyFullIsSaidAndComesBack(@TempDir Path folder) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString()) == 0,
                "needs the right to mount a small disk");
        try {
            fillAndFree(folder);
        } finally {
            run("umount", "-l", folder.toString());
        }
    }

    private static void fillAndFree(Path folder) throws Exception {
        var clock = new MovableClock(Instant.parse("2026-05-01T08:00:00Z"));
        var settings = StoreSettings.sqlite(folder.resolve("test.db"));
        int written = 0;
        try (Store store = Store.open(settings, clock)) {
            Path filler = folder.resolve("filler");
            fill(filler);
            try {
                for (; written < 1_000; written++) {
                    SomeFacts.write(store, "x".repeat(20_000));
                }
            } catch (StoreUnavailable e) {
                assertThat(e).hasMessageContaining("full");
            }
            assertThat(store.health().trouble()).isPresent();
            assertThat(store.journal().head()).isEqualTo(written);
            store.jobs().forEach(job -> job.run(clock.move(Duration.ofMinutes(1))));
            assertThat(store.health().trouble())
                    .as("what is small may fit, and is no end of it")
                    .isPresent();
            Files.delete(filler);
            clock.move(Duration.ofMinutes(1));
            store.jobs().forEach(job -> job.run(clock.instant()));
            assertThat(store.health().trouble()).isEmpty();
            SomeFacts.write(store, "after");
        }
        try (Store store = Store.open(settings, clock)) {
            assertThat(SomeFacts.count(store, "journal")).isEqualTo(written + 1);
        }
    }

    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[64 * 1024]);
            }
        } catch (java.io.IOException e) {
            assertThat(e).hasMessageContaining("space");
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aServerThatStopsIsSaidAndComesBack(@TempDir Path folder) throws Exception {
        var clock = new MovableClock(Instant.parse("2026-05-01T08:00:00Z"));
        Path data = Files.createDirectory(folder.resolve("data"));
        int port = Ports.free();
        EmbeddedPostgres first = start(data, port);
        var settings =
                StoreSettings.postgres(
                        first.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        try (Store store = Store.open(settings, clock)) {
            SomeFacts.write(store, "before");
            var reaction = store.journal().reaction("r", (tx, line) -> {});
            first.close();
            assertThatThrownBy(() -> SomeFacts.write(store, "no"))
                    .isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.journal().head()).isInstanceOf(StoreUnavailable.class);
            assertThat(reaction.run(clock.instant())).isAfter(clock.instant());
            assertThat(store.health().trouble()).isPresent();
            EmbeddedPostgres second = start(data, port);
            try {
                SomeFacts.write(store, "after");
                assertThat(store.journal().head()).isEqualTo(2);
                assertThat(store.health().trouble()).isEmpty();
                reaction.run(clock.instant());
                assertThat(store.report().cursors().getFirst().lag()).isZero();
            } finally {
                second.close();
            }
        }
    }

    private static EmbeddedPostgres start(Path data, int port) throws Exception {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }
}
