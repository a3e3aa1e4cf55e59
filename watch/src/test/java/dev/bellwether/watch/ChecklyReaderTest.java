package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import org.junit.jupiter.api.Test;

/// A Checkly page tells only what is not resolved.
class ChecklyReaderTest {
    @Test
    void theWorstOfWhatTouchesAPart() {
        ProviderReading reading = new ChecklyReader().read(Answers.pages("checkly.json"));
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words()).isEqualTo("MEDIUM");
        assertThat(Answers.parts(reading))
                .containsExactlyInAnyOrder(
                        "audio-api: PARTIAL_OUTAGE, MEDIUM",
                        "chat: DEGRADED, MINOR",
                        "files: MAINTENANCE, MAINTENANCE");
        assertThat(reading.incidents())
                .extracting(ProviderIncident::impact)
                .containsExactly(Impact.MINOR, Impact.MAJOR);
        assertThat(reading.incidents().getLast().lastUpdate()).isEqualTo("A full queue.");
        assertThat(reading.maintenances().getFirst().components()).containsExactly("Files");
    }

    @Test
    void nothingUnresolvedIsWell() {
        ProviderReading reading = new ChecklyReader().read(Answers.of("{\"incidents\":[]}"));
        assertThat(reading.status()).isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void theAddressIsFoundInThePage() {
        assertThat(ChecklyReader.path("src=\"/api/status-page/acme-ai/favicon\""))
                .contains("/api/status-page/acme-ai/unresolved-incidents");
        assertThat(new ChecklyReader().documents(Answers.ACME)).isEmpty();
    }
}
