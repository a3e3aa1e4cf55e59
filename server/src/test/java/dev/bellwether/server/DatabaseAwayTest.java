package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.people.People;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.store.Ports;
import dev.bellwether.store.StoreUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Served on when the database is gone", at the start too: status pages from the last bundle, and
/// the whole program as soon as the database is there.
class DatabaseAwayTest {
    @TempDir Path directory;

    @Test
    void startedWithoutItsDatabaseItServesTheLastPagesAndRunsInFullOnceItIsThere()
            throws Exception {
        int port = Ports.free();
        Map<String, String> settings = settings(port);
        try (var postgres = postgres(port);
                var booted = new Booted(data(), settings)) {
            assertThat(postgres.getPort()).isEqualTo(port);
            booted.owner("olga@example.com");
            booted.assembly
                    .rooms()
                    .pages()
                    .create(
                            People.DEFAULT,
                            PageSpec.named("shop", "Shop status").withMain(true),
                            Actor.automation("test", "set-up"));
            Booted.until("the page is there", () -> booted.get("/").statusCode() == 200);
            Booted.until("it is kept", () -> isKept(data().resolve("pages")));
        }

        try (var booted = new Booted(data(), settings)) {
            assertThat(booted.get("/").body()).contains("Shop status");
            assertThat(booted.get("/api/v2/summary.json").statusCode()).isEqualTo(200);
            assertThat(booted.get("/health").statusCode()).isEqualTo(200);
            var ready = booted.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"database\"", "false");
            assertThat(booted.get("/metrics").body()).contains("bellwether_store_up 0.0");
            var api = booted.get("/api/v1/me");
            assertThat(api.statusCode()).isEqualTo(503);
            assertThat(api.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(api.headers().firstValue("Retry-After")).isPresent();
            var console = booted.browse("/console/sign-in");
            assertThat(console.statusCode()).isEqualTo(503);
            assertThat(console.body()).contains("The database cannot be reached now");

            try (var postgres = postgres(port)) {
                assertThat(postgres.getPort()).isEqualTo(port);
                Booted.until(
                        "it runs in full",
                        () -> booted.get("/console/sign-in").statusCode() == 200);
                Booted.until("it says so", () -> booted.get("/health/ready").statusCode() == 200);
                assertThat(booted.get("/api/v1/me").statusCode()).isEqualTo(401);
                assertThat(booted.assembly.firstOwner()).isEmpty();
            }
        }
    }

    @Test
    void aDatabaseThatWaitingWouldNotBringEndsTheStart() throws Exception {
        Path file = Files.writeString(directory.resolve("in-the-way"), "a file");
        var url = Map.of("BELLWETHER_STORE_URL", "jdbc:sqlite:" + file.resolve("bellwether.db"));
        assertThatThrownBy(() -> new Booted(data(), url))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("in-the-way");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "BELLWETHER_STORE_URL",
                "jdbc:postgresql://localhost:" + port + "/postgres",
                "BELLWETHER_STORE_USER",
                "postgres",
                "BELLWETHER_STORE_PASSWORD",
                "postgres");
    }

    private static boolean isKept(Path pages) throws IOException {
        if (!Files.isDirectory(pages)) {
            return false;
        }
        try (var files = Files.list(pages)) {
            return files.findAny().isPresent();
        }
    }
}
