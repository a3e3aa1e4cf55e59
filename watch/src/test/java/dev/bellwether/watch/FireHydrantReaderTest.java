package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A FireHydrant page is as bad as its open incidents, in the words it chose itself.
class FireHydrantReaderTest {
    @Test
    void partsStandAsTheOpenIncidentsSay() {
        ProviderReading reading = new FireHydrantReader().read(Answers.pages("firehydrant.json"));
        assertThat(reading.name()).isEqualTo("Acme");
        assertThat(reading.status()).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(reading.words()).isEqualTo("Gone");
        assertThat(Answers.parts(reading))
                .containsExactly(
                        "console: DEGRADED, Slow",
                        "rest-api: MAJOR_OUTAGE, Gone",
                        "resolvers: OPERATIONAL, Slow");
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("i1");
        assertThat(incident.name()).isEqualTo("Zone lost");
        assertThat(incident.status()).isEqualTo("identified");
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:33:58Z"));
        assertThat(incident.lastUpdate()).isEqualTo("Traffic moves.");
        assertThat(incident.url()).isEqualTo("");
        var work = reading.maintenances().getFirst();
        assertThat(work.name()).isEqualTo("New disks");
        assertThat(work.status()).isEqualTo("scheduled");
        assertThat(work.from()).isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
        assertThat(work.components()).containsExactly("Resolvers");
    }

    @Test
    void withoutAnOpenIncidentItSaysItsOwnGoodWords() {
        String page =
                """
                {"config":{"companyName":"Acme","operationalMessage":"All is well."},
                 "components":[{"id":"p1","name":"Console"}],"incidents":[]}
                """;
        ProviderReading reading = new FireHydrantReader().read(Answers.of(page));
        assertThat(reading.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(reading.words()).isEqualTo("All is well.");
    }

    @Test
    void anIncidentOfAnUnknownSeverityIsNotCalledWell() {
        String page =
                """
                {"config":{"companyName":"Acme"},"components":[],
                 "incidents":[{"id":"i","title":"T","severitySlug":"PURPLE","timestamps":{}}]}
                """;
        assertThat(new FireHydrantReader().read(Answers.of(page)).status())
                .isEqualTo(Status.UNKNOWN);
    }
}
