package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the console says and still shows while the database is away.
final class DatabaseGoneTest {
    @Test
    void theLastOverviewIsShownWithItsAgeAndOtherPagesSayWhy() {
        try (var world = new World()) {
            var owner = world.owner();
            var before = owner.get("/console");
            assertThat(before.status()).isEqualTo(200);
            String csrf = before.html().selectFirst("[name=csrf]").val();
            world.rooms.store().close();
            world.clock.move(Duration.ofMinutes(3));

            var services = owner.get("/console/services");
            assertThat(services.status()).isEqualTo(503);
            assertThat(services.text())
                    .contains(
                            "The database cannot be reached",
                            "status pages are served from memory");
            var overview = owner.get("/console");
            assertThat(overview.status()).isEqualTo(200);
            assertThat(overview.text())
                    .contains(
                            "The database cannot be reached.", "This is what was known 3 min ago");
            var post = owner.post("/console/services/new", Map.of("csrf", List.of(csrf)));
            assertThat(post.status()).isEqualTo(503);
            assertThat(post.text()).contains("Nothing was changed").doesNotContain("Exception");
        }
    }
}
