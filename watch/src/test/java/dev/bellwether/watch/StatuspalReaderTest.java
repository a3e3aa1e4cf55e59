package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A Statuspal page is read with services within services.
class StatuspalReaderTest {
    @Test
    void servicesWithinServices() {
        ProviderReading reading = new StatuspalReader().read(Answers.pages("statuspal.json"));
        assertThat(reading.name()).isEqualTo("Acme");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(Answers.parts(reading))
                .containsExactly(
                        "compute: PARTIAL_OUTAGE, minor",
                        "compute/eu-1: PARTIAL_OUTAGE, minor",
                        "compute/eu-1/zone-a: DEGRADED, performance",
                        "compute/us-1: MAINTENANCE, scheduled",
                        "dns: OPERATIONAL, ");
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("123");
        assertThat(incident.name()).isEqualTo("Machines stop");
        assertThat(incident.status()).isEqualTo("identified");
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:57:37Z"));
        assertThat(incident.lastUpdate()).isEqualTo("A switch.");
        assertThat(incident.url()).isEqualTo("https://acme.statuspal.io/incidents/123");
        assertThat(reading.maintenances())
                .extracting(ProviderMaintenance::status)
                .containsExactly("in progress", "scheduled");
        assertThat(reading.maintenances().getFirst().components()).containsExactly("us-1");
    }

    @Test
    void theAddressIsFoundByTheSubdomainOrInThePage() {
        String api = "https://statuspal.eu/api/v2/status_pages/acme/summary";
        assertThat(StatuspalReader.api("<link href='https://acme.statuspal.eu/feed'>"))
                .contains(api);
        assertThat(StatuspalReader.api("fetch('//statuspal.eu/api/v2/status_pages/acme/status')"))
                .contains(api);
        assertThat(StatuspalReader.api("https://docs.statuspal.io")).isEmpty();
    }
}
