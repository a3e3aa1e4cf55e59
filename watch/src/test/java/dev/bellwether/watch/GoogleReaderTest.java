package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Google's dashboards say is open, of which product and where.
class GoogleReaderTest {
    private static final GoogleReader READER = GoogleReader.cloud();

    private static ProviderReading reading() {
        return Recorded.read(READER, "google-incidents.json", "google-products.json");
    }

    @Test
    void anOpenIncidentAmongYearsOfClosedOnes() {
        ProviderReading reading = reading();
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("Disks are slow & fail");
        var incident = reading.incidents().getFirst();
        assertThat(reading.incidents()).hasSize(1);
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:10:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("**Summary** Disks fail.");
        assertThat(incident.url())
                .isEqualTo("https://status.acme.com/incidents/aaaaaaaaaaaaaaaaaaa1");
        assertThat(reading.updates())
                .extracting(ProviderUpdate::status)
                .containsExactly("SERVICE_DISRUPTION", "SERVICE_INFORMATION", "AVAILABLE");
    }

    @Test
    void productsLocationsAndPairsInTroubleAreParts() {
        ProviderReading reading = reading();
        assertThat(Recorded.part(reading, "persistent-disk/us-central1").status())
                .isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(Recorded.part(reading, "persistent-disk").name()).isEqualTo("Persistent Disk");
        assertThat(Recorded.part(reading, "us-central1").status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(Recorded.part(reading, "us-west1").status()).isEqualTo(Status.OPERATIONAL);
        assertThat(READER.unnamed(reading.components(), "cloud-pub-sub/us-central1"))
                .hasValueSatisfying(p -> assertThat(p.status()).isEqualTo(Status.OPERATIONAL));
        assertThat(READER.unnamed(reading.components(), "cloud-pub-sub/mars1")).isEmpty();
    }

    @Test
    void theOneTableOfWords() {
        assertThat(
                        List.of(
                                "AVAILABLE",
                                "SERVICE_INFORMATION",
                                "SERVICE_DISRUPTION",
                                "SERVICE_OUTAGE",
                                "SERVICE_ON_MARS"))
                .extracting(word -> GoogleWords.status(word, "low"))
                .containsExactly(
                        Status.OPERATIONAL,
                        Status.DEGRADED,
                        Status.PARTIAL_OUTAGE,
                        Status.MAJOR_OUTAGE,
                        Status.UNKNOWN);
        assertThat(GoogleWords.status("", "high")).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(GoogleWords.status("", "")).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void itDoesWithoutTheListOfProducts() {
        assertThat(READER.read(Answers.of("[]", "")).status()).isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void workspaceIsReadAlike() {
        ProviderReading reading =
                Recorded.read(
                        GoogleReader.workspace(), "google-incidents.json", "google-products.json");
        assertThat(reading.name()).isEqualTo("Google Workspace");
        assertThat(Recorded.part(reading, "gmail").status()).isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void whatIsNotThatShapeIsRefused() {
        for (String body : List.of("", "{}", "[7]", "[{\"id\":\"x\"}]", "<html>")) {
            assertThatThrownBy(() -> READER.read(Answers.of(body, "")))
                    .as(body)
                    .isInstanceOf(UnreadablePage.class);
        }
    }
}
