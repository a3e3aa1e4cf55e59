package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A Better Stack page is put together from what refers to each other.
class BetterStackReaderTest {
    @Test
    void resourcesInSectionsReportsAndTheirUpdates() {
        ProviderReading reading = new BetterStackReader().read(Answers.pages("betterstack.json"));
        assertThat(reading.name()).isEqualTo("Acme");
        assertThat(reading.status()).as("one of three is down").isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("downtime");
        assertThat(Answers.parts(reading))
                .containsExactly(
                        "core/hub: MAJOR_OUTAGE, downtime",
                        "core/spaces: OPERATIONAL, operational",
                        "blog: UNKNOWN, not_monitored");
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("21");
        assertThat(incident.name()).isEqualTo("Hub is down");
        assertThat(incident.status()).isEqualTo("downtime");
        assertThat(incident.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:30:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("We found it.");
        assertThat(incident.url()).isEqualTo("");
        var work = reading.maintenances().getFirst();
        assertThat(work.name()).isEqualTo("New disks");
        assertThat(work.status()).isEqualTo("scheduled");
        assertThat(work.from()).isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
        assertThat(work.until()).isEqualTo(Instant.parse("2026-05-03T03:00:00Z"));
        assertThat(work.components()).containsExactly("Spaces");
    }

    @Test
    void everyResourceDownIsThePageDown() {
        String page =
                """
                {"data":{"attributes":{"company_name":"Acme","aggregate_state":"downtime"}},
                 "included":[{"id":"1","type":"status_page_resource",
                   "attributes":{"public_name":"Hub","status":"downtime"}}]}
                """;
        assertThat(new BetterStackReader().read(Answers.of(page)).status())
                .isEqualTo(Status.MAJOR_OUTAGE);
    }
}
