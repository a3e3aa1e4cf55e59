package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A Cachet page is read from components, incidents and groups, the last two where they are told.
class CachetReaderTest {
    @Test
    void componentsIncidentsAndGroups() {
        ProviderReading reading =
                new CachetReader()
                        .read(
                                Answers.pages(
                                        "cachet-components.json",
                                        "cachet-incidents.json",
                                        "cachet-groups.json"));
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("Partial Outage");
        assertThat(Answers.parts(reading))
                .containsExactly(
                        "website: OPERATIONAL, Operational",
                        "downloads/mirror: PARTIAL_OUTAGE, Partial Outage");
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("9");
        assertThat(incident.name()).isEqualTo("Mirror lags");
        assertThat(incident.status()).isEqualTo("Identified");
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:30:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("A full disk.");
        assertThat(incident.url()).isEqualTo("https://status.acme.com/incidents/9");
        var work = reading.maintenances().getFirst();
        assertThat(work.name()).isEqualTo("New disks");
        assertThat(work.status()).isEqualTo("Scheduled");
        assertThat(work.from()).isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
        assertThat(work.components()).containsExactly("Website");
    }

    @Test
    void componentsAlone() {
        ProviderReading reading =
                new CachetReader().read(Answers.pages("cachet-components.json", "-", "-"));
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.incidents()).isEmpty();
        assertThat(reading.components().getLast().group()).isEmpty();
    }

    @Test
    void aPageWithoutComponentsSaysNothing() {
        ProviderReading reading = new CachetReader().read(Answers.of("{\"data\":[]}", "", ""));
        assertThat(reading.status()).isEqualTo(Status.UNKNOWN);
    }
}
