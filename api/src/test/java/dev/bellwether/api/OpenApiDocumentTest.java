package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.store.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/openapi.json` is what the routes say. `-Dgolden=write` writes it anew.
class OpenApiDocumentTest {
    private static final Path FILE = Path.of("../docs/openapi.json");

    @Test
    void theDocumentInTheRepositoryIsTheOneServed() throws Exception {
        try (var test = TestStores.sqlite();
                var server = new Server(test, new ApiSettings("1", 1 << 20, 600, 120))) {
            String served = server.get("", "/api/openapi.json").response().body();
            if ("write".equals(System.getProperty("golden"))) {
                Files.writeString(FILE, served);
            }
            assertThat(served)
                    .as("write it anew with -Dsurefire.arguments=-Dgolden=write")
                    .isEqualTo(Files.readString(FILE));
        }
    }
}
