package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.people.Principal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Backup and restore while running": `backup` while the server runs, `restore` elsewhere, and the
/// next start has what there was; and `doctor` says of each part whether it is fit.
class BackupFromTheCommandLineTest {
    @TempDir Path folder;

    @Test
    void whatWasThereIsThereAgain() throws Exception {
        Path archive = folder.resolve("backup.zip");
        Path old = folder.resolve("old");
        OrganizationId organization;
        try (var booted = new Booted(old, Map.of())) {
            Principal owner = booted.owner("olga@example.com");
            organization = owner.organization();
            var services = booted.assembly.rooms().incidents().services();
            services.save(
                    new Service(
                            services.newId(),
                            owner.organization(),
                            "Shop",
                            "",
                            IncidentPolicy.DEFAULT,
                            Optional.empty()),
                    owner.actor());
            var written = run(config(old), "backup", archive.toString());
            assertThat(written.code()).as(written.text()).isZero();
            assertThat(written.text()).contains("Written: " + archive).contains("secret.key");

            var refused = run(config(old), "backup", archive.toString());
            assertThat(refused.code()).isNotZero();
            assertThat(refused.text()).contains(archive.toString());
            var inUse = run(config(old), "restore", archive.toString());
            assertThat(inUse.code()).isNotZero();
            assertThat(inUse.text()).contains("use");
        }
        Path fresh = Files.createDirectory(folder.resolve("new"));
        Files.copy(DataDirectory.key(old), DataDirectory.key(fresh));
        var restored = run(config(fresh), "restore", archive.toString());
        assertThat(restored.code()).as(restored.text()).isZero();
        assertThat(restored.text()).contains("Restored: a journal of");
        try (var booted = new Booted(fresh, Map.of())) {
            assertThat(booted.assembly.firstOwner()).as("it has its owner").isEmpty();
            assertThat(booted.get("/console/sign-in").statusCode()).isEqualTo(200);
            assertThat(booted.assembly.rooms().incidents().services().list(organization))
                    .extracting(Service::name)
                    .contains("Shop");
        }
    }

    @Test
    void whatIsRestoredIntoPostgresqlIsKnownToItsPlanner() throws Exception {
        Path old = folder.resolve("sqlite");
        Path archive = folder.resolve("moved.zip");
        try (var booted = new Booted(old, Map.of())) {
            booted.owner("olga@example.com");
            assertThat(run(config(old), "backup", archive.toString()).code()).isZero();
        }
        try (var postgres = EmbeddedPostgres.start();
                var sql = postgres.getPostgresDatabase().getConnection()) {
            Path fresh = Files.createDirectory(folder.resolve("postgres"));
            Files.copy(DataDirectory.key(old), DataDirectory.key(fresh));
            Path config =
                    Files.writeString(
                            folder.resolve("postgres.yaml"),
                            "data: "
                                    + fresh
                                    + "\nstore:\n  url: "
                                    + postgres.getJdbcUrl("postgres", "postgres")
                                    + "\n  user: postgres\n  password: postgres\n");
            var restored = run(config, "restore", archive.toString());
            assertThat(restored.code()).as(restored.text()).isZero();
            var never =
                    sql.createStatement()
                            .executeQuery(
                                    "SELECT count(*), sum(CASE WHEN reltuples < 0 THEN 1 ELSE 0 END)"
                                            + " FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                                            + " 'public'::regnamespace");
            never.next();
            assertThat(never.getInt(1)).isPositive();
            assertThat(never.getInt(2)).as("tables without statistics").isZero();
        }
    }

    @Test
    void theDoctorTellsOfEachPart() throws Exception {
        Path data = folder.resolve("data");
        var before = run(config(data), "doctor");
        assertThat(before.text())
                .contains("ok    configuration", "ok    java", "ok    port", "at the first start")
                .contains("wrong mail: smtp.host is not set");
        assertThat(before.code()).isEqualTo(1);
        try (var booted = new Booted(data, Map.of())) {
            Path taken =
                    Files.writeString(
                            folder.resolve("taken.yaml"),
                            "data: "
                                    + data
                                    + "\nserver:\n  host: 127.0.0.1\n  port: "
                                    + booted.assembly.local().getPort()
                                    + "\nsmtp:\n  host: 127.0.0.1\n  port: 1\n");
            assertThat(run(taken, "doctor").text())
                    .contains(
                            "ok    port: 127.0.0.1:"
                                    + booted.assembly.local().getPort()
                                    + ": Bellwether runs there")
                    .contains("ok    database: ", "a journal of")
                    .contains("wrong mail: 127.0.0.1:1");
        }
        Path wrong =
                Files.writeString(folder.resolve("wrong.yaml"), "data: x\nserver:\n  prot: 1\n");
        var refused = run(wrong, "doctor");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.text()).contains("wrong.yaml:3: there is no setting 'server.prot'");
    }

    private Path config(Path data) throws Exception {
        return Files.writeString(
                folder.resolve(data.getFileName() + ".yaml"),
                "data: " + data + "\nserver:\n  host: 127.0.0.1\n  port: 0\n");
    }

    private static CommandLine.Ran run(Path config, String... words) {
        return CommandLine.run(config, words);
    }
}
