package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.IssuedToken;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever gets hold of the data directory without its key reads no secret of a check in it: not in
/// the database, its journal or its log of writes, and in no kept answer.
class SecretsAtRestTest {
    @Test
    void noFileHoldsAHeaderABodyOrAHeartbeatsToken() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            Principal owner = booted.owner("olga@example.com");
            String token = token(booted, owner);
            String service =
                    id(
                            booted.api(token, "POST", "/api/v1/services", "{\"name\": \"Shop\"}")
                                    .body());

            String check =
                    booted.api(
                                    token,
                                    "POST",
                                    "/api/v1/checks",
                                    """
                                    {"service": "%s", "name": "Front page", "spec": {"kind": "Http",
                                     "url": "https://shop.example/", "method": "POST",
                                     "headers": {"Authorization": "Bearer hush-hush-hush"},
                                     "body": "password=swordfish"}}
                                    """
                                            .formatted(service),
                                    "Idempotency-Key",
                                    "one")
                            .body();
            String beat =
                    booted.api(
                                    token,
                                    "POST",
                                    "/api/v1/checks",
                                    """
                                    {"service": "%s", "name": "Nightly", "spec": {"kind": "Heartbeat",
                                     "token": "token-of-the-nightly-job", "period": "PT1H"}}
                                    """
                                            .formatted(service),
                                    "Idempotency-Key",
                                    "two")
                            .body();

            assertThat(check).contains("(kept)", "swordfish").doesNotContain("hush-hush-hush");
            assertThat(beat).contains("token-of-the-nightly-job");
            assertThat(booted.get("/heartbeat/token-of-the-nightly-job").statusCode())
                    .isEqualTo(200);
            assertThat(filesWith(booted.directory, "Front page")).isNotEmpty();
            for (String secret :
                    new String[] {"hush-hush-hush", "swordfish", "token-of-the-nightly-job"}) {
                assertThat(filesWith(booted.directory, secret)).as(secret).isEmpty();
            }
        }
    }

    private static String token(Booted booted, Principal owner) {
        IssuedToken issued =
                booted.assembly
                        .rooms()
                        .people()
                        .tokens()
                        .issue(owner, "test", Set.of(Scope.values()), Optional.empty());
        return issued.secret();
    }

    private static String id(String json) {
        return json.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    private static Stream<Path> filesWith(Path directory, String text) throws IOException {
        try (var files = Files.walk(directory)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // A file of the moment that is gone again.
            return "";
        }
    }
}
