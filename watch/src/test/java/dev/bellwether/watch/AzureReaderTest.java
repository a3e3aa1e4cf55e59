package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Azure's feed says: an item lasts as long as its incident.
class AzureReaderTest {
    private static final AzureReader READER = new AzureReader();

    @Test
    void anItemIsAnIncidentOfServicesInRegions() {
        ProviderReading reading = Recorded.read(READER, "azure-active.xml");
        assertThat(reading.name()).isEqualTo("Azure Status");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("Failures in North Europe");
        assertThat(reading.incidents()).as("the other one is mitigated").hasSize(1);
        assertThat(reading.incidents().getFirst().lastUpdate())
                .isEqualTo(
                        "Since 07:14 UTC requests fail.\nCurrent Status:\nWe move traffic & watch.");
        assertThat(Recorded.part(reading, "App Service/North Europe").status())
                .isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(Recorded.part(reading, "North Europe").group()).isEqualTo(Grid.REGIONS);
        assertThat(Recorded.part(reading, "West US 2").status()).isEqualTo(Status.OPERATIONAL);
        assertThat(READER.unnamed(reading.components(), "app service/west us 2"))
                .hasValueSatisfying(p -> assertThat(p.status()).isEqualTo(Status.OPERATIONAL));
    }

    @Test
    void anEmptyFeedOfAzureMeansThatAllIsWell() {
        ProviderReading reading =
                READER.read(
                        Answers.of(
                                "<rss version=\"2.0\"><channel><title>Azure Status</title></channel></rss>"));
        assertThat(reading.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(reading.words()).isEqualTo("No events");
        assertThat(Recorded.part(reading, "Virtual Machines").status())
                .isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void slownessInTheTitleIsNoOutage() {
        String slow = Recorded.page("azure-active.xml").replace("Failures in", "Latency in");
        assertThat(READER.read(Answers.of(slow)).status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void regionsAreToldFromServices() {
        assertThat(List.of("West US", "UK South", "Greece Central", "East US 4"))
                .allMatch(AzureNames::isRegion);
        assertThat(List.of("App Service", "Storage", "Virtual WAN", "Global"))
                .noneMatch(AzureNames::isRegion);
    }

    @Test
    void somebodyElsesFeedIsRefused() {
        for (String body :
                List.of(
                        "",
                        "{}",
                        "<html/>",
                        "<rss version=\"2.0\"><channel><title>News</title></channel></rss>",
                        "<rss version=\"2.0\"></rss>")) {
            assertThatThrownBy(() -> READER.read(Answers.of(body)))
                    .as(body)
                    .isInstanceOf(UnreadablePage.class);
        }
    }
}
