package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// An incident.io page is read from its own documents, with groups and all incidents.
class IncidentIoReaderTest {
    private static ProviderReading read(String page) {
        return new IncidentIoReader().read(Answers.pages(page));
    }

    @Test
    void whatThePageDrawsItselfFrom() {
        ProviderReading reading = read("incidentio.json");
        assertThat(reading.name()).isEqualTo("Acme");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("partial_outage");
        assertThat(Answers.parts(reading))
                .containsExactly(
                        "api/us-east: OPERATIONAL, operational",
                        "api/eu-west: DEGRADED, degraded_performance",
                        "payments: PARTIAL_OUTAGE, partial_outage",
                        "docs: OPERATIONAL, operational");
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("01HINC");
        assertThat(incident.name()).isEqualTo("Card payments fail");
        assertThat(incident.status()).isEqualTo("identified");
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:40:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("A bad deploy.\nWe roll back.");
        assertThat(incident.url()).isEqualTo("");
        assertThat(Answers.texts(reading))
                .containsExactly("A bad deploy.\nWe roll back.", "We look.");
        var work = reading.maintenances().getFirst();
        assertThat(work.name()).isEqualTo("New disks");
        assertThat(work.status()).isEqualTo("maintenance_scheduled");
        assertThat(work.from()).isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
        assertThat(work.until()).isEqualTo(Instant.parse("2026-05-03T03:00:00Z"));
        assertThat(work.components()).containsExactly("Docs");
    }

    @Test
    void theWidgetTellsOnlyWhatIsWrong() {
        ProviderReading reading = read("incidentio-widget.json");
        assertThat(reading.status()).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(Answers.parts(reading))
                .containsExactly("accounts/login: MAJOR_OUTAGE, full_outage");
        assertThat(reading.incidents().getFirst().lastUpdate()).isEqualTo("Some cannot sign in.");
    }

    @Test
    void anIncidentThatNamesNoPartIsNotPassedOver() {
        String page =
                """
                {"summary":{"name":"Acme","components":[{"id":"a","name":"A"}],
                 "ongoing_incidents":[{"id":"i","name":"Something","status":"investigating"}]}}
                """;
        ProviderReading reading = new IncidentIoReader().read(Answers.of(page));
        assertThat(reading.status()).isEqualTo(Status.DEGRADED);
        assertThat(reading.words()).isEqualTo("ongoing incident");
    }

    @Test
    void itsAddressIsThatOfThePageItself() {
        assertThat(new IncidentIoReader().documents(Answers.ACME))
                .extracting(ProviderDocument::address)
                .containsExactly("https://status.acme.com/proxy/status.acme.com");
    }
}
