package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A Sorry page is read with its components within components and its notices.
class SorryReaderTest {
    @Test
    void stateComponentsAndNotices() {
        ProviderReading reading =
                new SorryReader()
                        .read(
                                Answers.pages(
                                        "sorry.json",
                                        "sorry-components.json",
                                        "sorry-notices.json"));
        assertThat(reading.name()).isEqualTo("Acme");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("Some mail is late");
        assertThat(Answers.parts(reading))
                .startsWith(
                        "mail: PARTIAL_OUTAGE, degraded",
                        "mail/smtp: PARTIAL_OUTAGE, degraded",
                        "web: OPERATIONAL, operational",
                        "web/api: DEGRADED, partially-degraded")
                .as("parents in a circle come to an end")
                .hasSize(6);
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("31");
        assertThat(incident.name()).isEqualTo("Mail is late");
        assertThat(incident.status()).isEqualTo("identified");
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:30:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("A queue is stuck.");
        assertThat(incident.url()).isEqualTo("https://status.acme.com/notices/31");
        var work = reading.maintenances().getFirst();
        assertThat(work.name()).isEqualTo("New disks");
        assertThat(work.status()).isEqualTo("scheduled");
        assertThat(work.from()).isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
        assertThat(work.until()).isEqualTo(Instant.parse("2026-05-03T03:00:00Z"));
        assertThat(work.components()).containsExactly("Web");
    }

    @Test
    void theStateAlone() {
        ProviderReading reading = new SorryReader().read(Answers.pages("sorry.json", "-", "-"));
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.components()).isEmpty();
    }
}
