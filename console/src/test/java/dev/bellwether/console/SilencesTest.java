package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is silenced can be seen, made and ended by a person.
class SilencesTest {
    @Test
    void aSilenceIsMadeSeenAndEnded() {
        try (var world = new World()) {
            var owner = world.owner();
            var empty = owner.get("/console/silences");
            assertThat(empty.text()).contains("Nothing is silenced");
            var wrong =
                    owner.press(empty, "Silence them", "matchers", "DiskFull", "endsAt", "soon");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.text())
                    .contains("'DiskFull' is no condition", "'soon' is not a time span");
            assertThat(owner.press(empty, "Silence them", "matchers", "host=~.*").text())
                    .as("it would hold everything")
                    .contains("must not match the empty string");
            var made =
                    owner.press(
                            empty,
                            "Silence them",
                            "matchers",
                            "alertname = DiskFull\nenv!=\"prod\"\nhost=~db-.*",
                            "endsAt",
                            "4h",
                            "comment",
                            "Disks are being swapped");
            assertThat(made.text())
                    .contains(
                            "alertname=\"DiskFull\", env!=\"prod\", host=~\"db-.*\"",
                            "Active",
                            "Disks are being swapped");
            var ended = owner.press(made, "End now");
            assertThat(ended.text()).contains("The silence is over", "Over");
            assertThat(ended.html().select("button:contains(End now)")).isEmpty();
        }
    }
}
