package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Heroku's colours mean.
class HerokuReaderTest {
    private static final HerokuReader READER = new HerokuReader();

    @Test
    void systemsIncidentsAndWhatIsScheduled() {
        ProviderReading reading = Recorded.read(READER, "heroku-red.json");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.components())
                .extracting(ProviderComponent::status)
                .containsExactly(Status.MAJOR_OUTAGE, Status.DEGRADED, Status.OPERATIONAL);
        assertThat(reading.incidents()).hasSize(1);
        var incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("2901");
        assertThat(incident.status()).isEqualTo("update");
        assertThat(incident.lastUpdate()).isEqualTo("The router is repaired.");
        assertThat(reading.maintenances().getFirst().from())
                .isEqualTo(Instant.parse("2026-05-02T01:00:00Z"));
    }

    @Test
    void theOneTableOfColours() {
        for (var expected :
                List.of(
                        new Object[] {"green", Status.OPERATIONAL},
                        new Object[] {"blue", Status.MAINTENANCE},
                        new Object[] {"yellow", Status.DEGRADED},
                        new Object[] {"red", Status.MAJOR_OUTAGE},
                        new Object[] {"purple", Status.UNKNOWN})) {
            String body = "{\"status\":[{\"system\":\"Apps\",\"status\":\"" + expected[0] + "\"}]}";
            assertThat(READER.read(Answers.of(body)).status()).isEqualTo(expected[1]);
        }
    }

    @Test
    void whatIsNotThatShapeIsRefused() {
        for (String body : List.of("", "[]", "{}", "{\"status\":\"green\"}", "{\"status\":[7]}")) {
            assertThatThrownBy(() -> READER.read(Answers.of(body)))
                    .as(body)
                    .isInstanceOf(UnreadablePage.class);
        }
    }
}
