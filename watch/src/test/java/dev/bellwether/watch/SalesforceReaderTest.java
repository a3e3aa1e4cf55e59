package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Salesforce says of each of its instances.
class SalesforceReaderTest {
    private static final SalesforceReader READER = new SalesforceReader();

    private static ProviderReading reading() {
        return Recorded.read(
                READER,
                "salesforce-instances.json",
                "salesforce-incidents.json",
                "salesforce-maintenances.json");
    }

    @Test
    void instancesIncidentsAndMaintenances() {
        ProviderReading reading = reading();
        assertThat(reading.status())
                .as("one instance of many is a part")
                .isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.components())
                .extracting(ProviderComponent::id)
                .as("those in trouble first, no retired one")
                .containsExactly("CS903", "EU902", "NA901");
        assertThat(Recorded.part(reading, "EU902"))
                .isEqualTo(
                        new ProviderComponent(
                                "EU902",
                                "EU902",
                                "EMEA",
                                Status.MAJOR_OUTAGE,
                                "MAJOR_INCIDENT_CORE"));
        var incident = reading.incidents().getFirst();
        assertThat(reading.incidents()).as("the other one has ended").hasSize(1);
        assertThat(incident.name()).isEqualTo("serviceDisruption: coreService, search on EU902");
        assertThat(incident.impact()).isEqualTo(Impact.MAJOR);
        assertThat(incident.status()).isEqualTo("issueIsolatedDatabaseTier");
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:15:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("A database node is isolated.");
        assertThat(reading.maintenances())
                .extracting(ProviderMaintenance::name)
                .containsExactly("Summer release");
    }

    @Test
    void anOpenIncidentOutweighsInstancesThatAreCalledWell() {
        String well = Recorded.page("salesforce-instances.json").replaceAll("M[A-Z_]+CORE", "OK");
        var reading = READER.read(Answers.of(well, Recorded.page("salesforce-incidents.json"), ""));
        assertThat(reading.status()).isEqualTo(Status.DEGRADED);
        assertThat(READER.read(Answers.of(well, "[]", "")).status()).isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void wordsNobodyKnowsAreUnknown() {
        var reading =
                READER.read(Answers.of("[{\"key\":\"A\",\"status\":\"PURPLE\"}]", "[]", "[]"));
        assertThat(reading.status()).isEqualTo(Status.UNKNOWN);
        assertThat(reading.words()).isEqualTo("A: PURPLE");
    }

    @Test
    void whatIsNotThatShapeIsRefused() {
        for (String body : List.of("", "{}", "[]", "[{}]", "[{\"key\":\"A\"}]", "<html>")) {
            assertThatThrownBy(() -> READER.read(Answers.of(body, "[]", "")))
                    .as(body)
                    .isInstanceOf(UnreadablePage.class);
        }
    }
}
