package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An Instatus page is read with the parts it may or may not list.
class InstatusReaderTest {
    @Test
    void whatIsOpenAndEveryPart() {
        ProviderReading reading =
                new InstatusReader()
                        .read(Answers.pages("instatus.json", "instatus-components.json"));
        assertThat(reading.name()).isEqualTo("Acme");
        assertThat(reading.status()).as("worse than only issues").isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(reading.words()).isEqualTo("HASISSUES");
        assertThat(Answers.parts(reading))
                .containsExactly(
                        "website: OPERATIONAL, OPERATIONAL",
                        "compute/boxes: MAJOR_OUTAGE, MAJOROUTAGE",
                        "regions/eu-1: PARTIAL_OUTAGE, PARTIALOUTAGE",
                        "moon: UNKNOWN, WAXING");
        assertThat(reading.incidents()).hasSize(1);
        ProviderIncident incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("cm1");
        assertThat(incident.name()).isEqualTo("Boxes do not start");
        assertThat(incident.status()).isEqualTo("MONITORING");
        assertThat(incident.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:48:28.028Z"));
        assertThat(incident.lastUpdate()).isEqualTo("");
        assertThat(incident.url()).isEqualTo("https://status.acme.com/cm1");
        var work = reading.maintenances().getFirst();
        assertThat(work.name()).isEqualTo("New disks");
        assertThat(work.status()).isEqualTo("NOTSTARTEDYET");
        assertThat(work.from()).isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
        assertThat(work.until()).isEqualTo(Instant.parse("2026-05-03T03:00:00Z"));
    }

    @Test
    void withoutTheListOfParts() {
        ProviderReading reading = new InstatusReader().read(Answers.pages("instatus.json", "-"));
        assertThat(reading.components()).isEmpty();
        assertThat(reading.incidents()).hasSize(1);
    }

    @Test
    void onePartDownIsNotThePageDown() {
        String page = "{\"page\":{\"name\":\"Acme\",\"status\":\"%s\"}}";
        assertThat(List.of("UP", "ONEMAJOROUTAGE", "ALLMAJOROUTAGE", "PURPLE"))
                .extracting(word ->
                        new InstatusReader().read(Answers.of(page.formatted(word), "")).status())
                .containsExactly(
                        Status.OPERATIONAL,
                        Status.PARTIAL_OUTAGE,
                        Status.MAJOR_OUTAGE,
                        Status.UNKNOWN);
    }
}
