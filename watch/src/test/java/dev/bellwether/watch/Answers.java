package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// What a page answered, for a reader to read.
final class Answers {
    static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    static final Provider ACME =
            new Provider(
                    new ProviderId("acme"),
                    OrganizationId.SYSTEM,
                    "Acme",
                    "",
                    "acme.com",
                    "https://status.acme.com",
                    "unknown",
                    "",
                    Provider.Trust.AGREED);

    private Answers() {}

    /// @param documents in the reader's order; an empty one is not there
    static ProviderAnswers of(String... documents) {
        return new ProviderAnswers(
                ACME,
                Arrays.stream(documents).map(d -> d.getBytes(StandardCharsets.UTF_8)).toList(),
                NOW);
    }
}
