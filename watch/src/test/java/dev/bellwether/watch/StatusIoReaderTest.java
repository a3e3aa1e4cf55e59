package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A status.io page is read with its components in each of their regions.
class StatusIoReaderTest {
    @Test
    void componentsInTheirRegions() {
        ProviderReading reading = new StatusIoReader().read(Answers.pages("statusio.json"));
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("Partial Service Disruption");
        assertThat(Answers.parts(reading))
                .containsExactly(
                        "website: PARTIAL_OUTAGE, Partial Service Disruption",
                        "website/virginia: MAJOR_OUTAGE, Service Disruption",
                        "website/ireland: OPERATIONAL, Operational",
                        "mail: UNKNOWN, Security Event");
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("61a1");
        assertThat(incident.name()).isEqualTo("Website is slow");
        assertThat(incident.status()).isEqualTo("identified");
        assertThat(incident.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:43:22Z"));
        assertThat(incident.lastUpdate()).isEqualTo("Found.");
        assertThat(incident.url()).isEqualTo("");
        var work = reading.maintenances().getFirst();
        assertThat(work.name()).isEqualTo("New disks");
        assertThat(work.status()).isEqualTo("scheduled");
        assertThat(work.from()).isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
        assertThat(work.until()).isEqualTo(Instant.parse("2026-05-03T03:00:00Z"));
        assertThat(work.components()).containsExactly("Mail");
    }

    @Test
    void theAddressIsFoundInWhateverNamesTheId() {
        String api = StatusIoReader.API + "5a89ef6740eba40d1c3bb4a8";
        for (String text :
                List.of(
                        api,
                        "https://acme.status.io/pages/5a89ef6740eba40d1c3bb4a8/rss",
                        "<a href=\"/pages/history/5a89ef6740eba40d1c3bb4a8\">History</a>")) {
            assertThat(StatusIoReader.api(text)).as(text).contains(api);
        }
        assertThat(StatusIoReader.api("<a href=\"/pages/about\">")).isEmpty();
        assertThat(new StatusIoReader().documents(Answers.ACME)).isEmpty();
    }
}
