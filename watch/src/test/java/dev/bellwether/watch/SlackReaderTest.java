package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Slack says of itself, and of the services it does not name.
class SlackReaderTest {
    private static final SlackReader READER = new SlackReader();

    @Test
    void anIncidentTouchesTheServicesItNames() {
        ProviderReading reading = Recorded.read(READER, "slack-active.json");
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        var incident = reading.incidents().getFirst();
        assertThat(incident.id()).isEqualTo("1701");
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T07:20:00Z"));
        assertThat(incident.lastUpdate()).isEqualTo("Half of all messages fail.");
        assertThat(Recorded.part(reading, "Messaging").words()).isEqualTo("incident");
        assertThat(Recorded.part(reading, "Search").status()).isEqualTo(Status.OPERATIONAL);
        assertThat(reading.maintenances())
                .extracting(ProviderMaintenance::name)
                .containsExactly("New search index");
    }

    @Test
    void okIsOk() {
        var reading = READER.read(Answers.of("{\"status\":\"ok\",\"active_incidents\":[]}"));
        assertThat(reading.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(reading.components()).hasSize(11);
    }

    @Test
    void wordsNobodyKnowsAreUnknown() {
        assertThat(
                        READER.read(Answers.of("{\"status\":\"purple\",\"active_incidents\":[]}"))
                                .status())
                .isEqualTo(Status.UNKNOWN);
        String odd = Recorded.page("slack-active.json").replace("\"incident\"", "\"purple\"");
        assertThat(READER.read(Answers.of(odd)).status()).isEqualTo(Status.UNKNOWN);
        String out = Recorded.page("slack-active.json").replace("\"incident\"", "\"outage\"");
        assertThat(READER.read(Answers.of(out)).status()).isEqualTo(Status.MAJOR_OUTAGE);
    }

    @Test
    void whatIsNotThatShapeIsRefused() {
        for (String body : List.of("", "[]", "{}", "{\"status\":\"ok\"}", "<html>")) {
            assertThatThrownBy(() -> READER.read(Answers.of(body)))
                    .as(body)
                    .isInstanceOf(UnreadablePage.class);
        }
    }
}
