package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup is made while the store is in use, goes back, and is refused when it cannot be right.
class BackupTest {
    @TempDir Path folder;

    private static TestStore alike(TestStore test) {
        return test.store().isShared() ? TestStores.postgres() : TestStores.sqlite();
    }

    @OnEachStore
    void aBackupMadeWhileOthersWriteIsOneMoment(TestStore test) throws Exception {
        Store store = test.store();
        store.run(
                tx -> tx.sql().execute("CREATE TABLE pair (a BIGINT NOT NULL, b BIGINT NOT NULL)"));
        var done = new AtomicBoolean();
        var begun = new CountDownLatch(20);
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 1; !done.get(); i++) {
                                writePair(store, i);
                                begun.countDown();
                            }
                        });
        begun.await();
        Path file = folder.resolve("backup");
        Backups.Written written = store.backup(file);
        done.set(true);
        writer.join();
        assertThat(written.bytes()).isEqualTo(Files.size(file));
        try (TestStore empty = alike(test)) {
            if (test.store().isShared()) {
                empty.store().run(tx -> tx.sql().execute("CREATE TABLE pair (a BIGINT, b BIGINT)"));
                empty.store();
            }
            var restored = Backups.restore(empty.settings(), file, test.clock().instant());
            assertThat(restored.journalHead()).isEqualTo(written.journalHead());
            Store back = empty.store();
            assertThat(back.journal().head()).isEqualTo(written.journalHead());
            assertThat(SomeFacts.count(back, "journal")).isEqualTo(written.journalHead());
            assertThat(SomeFacts.count(back, "pair")).isEqualTo(written.journalHead());
            assertThat(SomeFacts.count(back, "pair WHERE a <> b")).isZero();
            SomeFacts.write(back, "it goes on");
            assertThat(back.journal().head()).isEqualTo(written.journalHead() + 1);
        }
    }

    private static void writePair(Store store, int i) {
        store.run(tx -> {
            tx.journal(SomeFacts.ACME, SomeFacts.fact("p" + i));
            tx.sql().execute("INSERT INTO pair VALUES (" + i + ", " + i + ")");
        });
    }

    @OnEachStore
    void anArchiveGoesIntoEitherDatabase(TestStore test) {
        Store store = test.store();
        String odd = "tab\t line\n return\r back\\slash \\N \\. é 𝄞 'quoted' \"so\"";
        SomeFacts.write(store, odd);
        store.run(tx -> {
            tx.sql().execute("INSERT INTO lease VALUES ('', '', -9223372036854775808)");
            Cursors.setAside(tx, "reader", 1, odd);
        });
        Path file = folder.resolve("archive.zip");
        Backups.archive(test.settings(), file, test.clock().instant());
        for (TestStore other : List.of(TestStores.sqlite(), TestStores.postgres())) {
            try (other) {
                Backups.restore(other.settings(), file, test.clock().instant());
                Store back = other.store();
                assertThat(back.journal().read(0, 10)).isEqualTo(store.journal().read(0, 10));
                assertThat(back.setAside(10)).isEqualTo(store.setAside(10));
                assertThat(back.report().leases()).isEqualTo(store.report().leases());
            }
        }
    }

    @Test
    void aCopyOfSqliteMovesToPostgres() {
        try (TestStore small = TestStores.sqlite();
                TestStore large = TestStores.postgres()) {
            SomeFacts.write(small.store(), "first");
            Path file = folder.resolve("backup.db");
            small.store().backup(file);
            Backups.restore(large.settings(), file, small.clock().instant());
            assertThat(large.store().journal().read(0, 10))
                    .isEqualTo(small.store().journal().read(0, 10));
        }
    }

    @Test
    void theDatabaseAndItsCopiesAreForTheirOwnerOnly() throws Exception {
        try (TestStore test = TestStores.sqlite()) {
            SomeFacts.write(test.store(), "first");
            Path database = test.settings().sqliteFile();
            Path copy = folder.resolve("backup.db");
            Path archive = folder.resolve("backup.zip");
            test.store().backup(copy);
            Backups.archive(test.settings(), archive, test.clock().instant());
            Path log = database.resolveSibling(database.getFileName() + "-wal");
            for (Path file : List.of(database, log, copy, archive)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void restoringKeepsTheOldDatabaseAside() {
        try (TestStore test = TestStores.sqlite()) {
            SomeFacts.write(test.store(), "first");
            Path file = folder.resolve("backup.db");
            test.store().backup(file);
            SomeFacts.write(test.store(), "second");
            test.store().close();
            var restored = Backups.restore(test.settings(), file, test.clock().instant());
            assertThat(test.reopened().journal().head()).isEqualTo(1);
            Path aside = restored.keptAside().orElseThrow();
            assertThat(SqliteCheck.head(aside)).isEqualTo(2);
            assertThat(aside.getFileName().toString()).endsWith("20260501T080000Z");
        }
    }

    @Test
    void aDatabaseInUseIsNotReplaced() {
        try (TestStore test = TestStores.sqlite()) {
            SomeFacts.write(test.store(), "first");
            Path file = folder.resolve("backup.db");
            test.store().backup(file);
            assertThatThrownBy(() -> Backups.restore(test.settings(), file, test.clock().instant()))
                    .isInstanceOf(BackupRefused.class)
                    .hasMessageContaining("in use");
            assertThat(test.store().journal().head()).isEqualTo(1);
        }
    }

    @OnEachStore
    void aBackupDoesNotOverwrite(TestStore test) throws Exception {
        Path file = folder.resolve("there");
        Files.writeString(file, "precious");
        assertThatThrownBy(() -> test.store().backup(file))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("is there already");
        assertThat(Files.readString(file)).isEqualTo("precious");
    }

    @Test
    void aDatabaseThatIsNotEmptyIsNotFilled() {
        try (TestStore test = TestStores.postgres()) {
            SomeFacts.write(test.store(), "first");
            Path file = folder.resolve("backup.zip");
            test.store().backup(file);
            assertThatThrownBy(() -> Backups.restore(test.settings(), file, test.clock().instant()))
                    .isInstanceOf(BackupRefused.class)
                    .hasMessageContaining("not empty");
            assertThat(test.store().journal().head()).isEqualTo(1);
        }
    }

    @OnEachStore
    void aDamagedOrForeignFileIsRefusedAndNothingIsChanged(TestStore test) throws Exception {
        for (int i = 0; i < 200; i++) {
            SomeFacts.write(test.store(), "line " + i);
        }
        Path good = folder.resolve("good");
        test.store().backup(good);
        byte[] bytes = Files.readAllBytes(good);
        Path half =
                Files.write(
                        folder.resolve("half"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        byte[] flipped = bytes.clone();
        for (int i = bytes.length / 3; i < bytes.length / 3 + 5_000 && i < bytes.length / 2; i++) {
            flipped[i] ^= 0x55;
        }
        Path bent = Files.write(folder.resolve("bent"), flipped);
        Path letter = Files.writeString(folder.resolve("letter"), "Dear Ada");
        Path zip = folder.resolve("photos.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("cat.jpg"));
            out.write("meow".getBytes(StandardCharsets.UTF_8));
        }
        try (TestStore empty = alike(test)) {
            empty.store().close();
            for (Path wrong : List.of(half, bent, letter, zip, folder.resolve("nowhere"))) {
                assertThatThrownBy(() ->
                                Backups.restore(empty.settings(), wrong, test.clock().instant()))
                        .as(wrong.toString())
                        .isInstanceOf(BackupRefused.class);
            }
            assertThat(empty.reopened().journal().head()).isZero();
        }
    }

    @Test
    void aBackupOfANewerProgramIsRefused() {
        try (TestStore test = TestStores.postgres();
                TestStore empty = TestStores.postgres()) {
            SomeFacts.write(test.store(), "first");
            test.store()
                    .run(tx ->
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO flyway_schema_history (installed_rank, version,
                                                description, type, script, installed_by, execution_time, success)
                                            VALUES (1000, '9.01', 'later', 'SQL', 'V.sql', 'x', 1, TRUE)
                                            """));
            Path file = folder.resolve("backup.zip");
            test.store().backup(file);
            assertThatThrownBy(
                            () -> Backups.restore(empty.settings(), file, test.clock().instant()))
                    .isInstanceOf(BackupRefused.class)
                    .hasMessageContaining("9.01")
                    .hasMessageContaining("restore it with the program that made it");
        }
    }
}
