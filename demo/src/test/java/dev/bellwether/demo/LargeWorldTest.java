package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of simulated providers answer, each on its own port, in the shape of its platform.
class LargeWorldTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    @Test
    void everyProviderOfTheCatalogueHasAPage(@TempDir Path directory) throws Exception {
        try (var world = LargeWorld.open(() -> NOW);
                var client = HttpClient.newHttpClient()) {
            List<String> rows = Files.readAllLines(world.catalogue(directory));
            assertThat(rows).hasSize(3_839);
            String github =
                    rows.stream()
                            .filter(r -> r.startsWith("\"github\","))
                            .findFirst()
                            .orElseThrow();
            String page = github.split(",", -1)[4].replace("\"", "");
            var uri = URI.create(page + "/api/v2/summary.json");
            HttpResponse<String> first = get(client, HttpRequest.newBuilder(uri));
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).contains("\"name\":\"GitHub\"");
            String tag = first.headers().firstValue("ETag").orElseThrow();
            assertThat(
                            get(client, HttpRequest.newBuilder(uri).header("If-None-Match", tag))
                                    .statusCode())
                    .isEqualTo(304);
            var zipped = get(client, HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip"));
            assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(get(client, HttpRequest.newBuilder(URI.create(page + "/x"))).statusCode())
                    .isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(HttpClient client, HttpRequest.Builder request)
            throws Exception {
        return client.send(
                request.timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void outagesComeAndGoTheSameWayForTheSameSeed() {
        var weather = new Weather(1);
        int down = 0;
        for (int n = 0; n < 3_838; n++) {
            Weather.Sky sky = weather.of(n, NOW);
            assertThat(sky).isEqualTo(new Weather(1).of(n, NOW));
            assertThat(sky.since()).isBeforeOrEqualTo(NOW);
            assertThat(weather.of(n, sky.since())).isEqualTo(sky);
            assertThat(weather.of(n, sky.since().minusSeconds(1)).down()).isNotEqualTo(sky.down());
            down += sky.down() ? 1 : 0;
        }
        assertThat(down).isBetween(40, 140);
    }
}
