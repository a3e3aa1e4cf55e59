package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a Statuspage says is kept in its words and said in ours.
class StatuspageReaderTest {
    private static ProviderReading read(String body) {
        return new StatuspageReader().read(Answers.of(body));
    }

    @Test
    void anOutageWithItsIncidentUpdatesGroupsAndMaintenance() {
        var reading = read(Payloads.outage("Acme"));
        assertThat(reading.name()).isEqualTo("Acme");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("Partial System Outage");
        assertThat(reading.components())
                .containsExactly(
                        new ProviderComponent(
                                "cmp000000002",
                                "Payments",
                                "Shop",
                                Status.MAJOR_OUTAGE,
                                "major_outage"),
                        new ProviderComponent(
                                "cmp000000003", "Search", "", Status.OPERATIONAL, "operational"));
        var incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("inc0000000b1");
        assertThat(incident.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:49:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("Half of all payments fail.");
        assertThat(incident.url()).isEqualTo("https://stspg.example/x1");
        assertThat(reading.updates())
                .extracting(ProviderUpdate::text)
                .containsExactly("Half of all payments fail.", "We look into it.", "Disks go in.");
        var maintenance = reading.maintenances().getFirst();
        assertThat(maintenance.until()).isEqualTo(Instant.parse("2026-05-03T03:00:00Z"));
        assertThat(maintenance.components()).containsExactly("Search");
        assertThat(maintenance.url()).as("no link a browser would run").isEmpty();
    }

    @Test
    void theOneTableOfWords() {
        assertThat(
                        List.of(
                                "operational",
                                "under_maintenance",
                                "degraded_performance",
                                "partial_outage",
                                "major_outage",
                                "waxing_gibbous",
                                ""))
                .extracting(StatuspageWords::status)
                .containsExactly(
                        Status.OPERATIONAL,
                        Status.MAINTENANCE,
                        Status.DEGRADED,
                        Status.PARTIAL_OUTAGE,
                        Status.MAJOR_OUTAGE,
                        Status.UNKNOWN,
                        Status.UNKNOWN);
        assertThat(List.of("none", "minor", "major", "critical", "maintenance", "purple"))
                .extracting(StatuspageWords::status)
                .containsExactly(
                        Status.OPERATIONAL,
                        Status.DEGRADED,
                        Status.PARTIAL_OUTAGE,
                        Status.MAJOR_OUTAGE,
                        Status.MAINTENANCE,
                        Status.UNKNOWN);
    }

    @Test
    void wherePartsOfAnIncidentAreLeftOutNoPartIsCalledUp() {
        var reading = read(Payloads.vague("Acme"));
        assertThat(reading.status()).isEqualTo(Status.DEGRADED);
        assertThat(reading.components())
                .extracting(ProviderComponent::status)
                .containsExactly(Status.UNKNOWN, Status.MAJOR_OUTAGE, Status.UNKNOWN);
        assertThat(reading.components().getLast().words()).isEqualTo("waxing_gibbous");
    }

    @Test
    void whatIsNotThatShapeIsRefused() {
        for (String body :
                List.of(
                        "",
                        "[]",
                        "null",
                        "<html>",
                        "{}",
                        "{\"page\":{\"name\":\"x\"}}",
                        "{\"page\":7,\"status\":{}}",
                        "{\"page\":{\"name\":7},\"status\":{}}")) {
            assertThatThrownBy(() -> read(body)).as(body).isInstanceOf(UnreadablePage.class);
        }
    }

    @Test
    void wrongTypesInsideAreSurvived() {
        var reading =
                read(
                        """
                        {"page":{"name":"Acme"},"status":{"indicator":"none"},"components":[7,null,"x",
                        {"name":[],"status":{}}],"incidents":{"a":1},"scheduled_maintenances":"soon"}
                        """);
        assertThat(reading.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(reading.words()).isEqualTo("none");
        assertThat(reading.components()).as("a part without id and name is none").isEmpty();
    }
}
