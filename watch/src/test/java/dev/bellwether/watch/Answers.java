package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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

    /// The documents of those names in `pages`; `-` is not there.
    static ProviderAnswers pages(String... names) {
        return of(Arrays.stream(names).map(Answers::page).toArray(String[]::new));
    }

    static String page(String name) {
        if (name.equals("-")) {
            return "";
        }
        try (InputStream in = Answers.class.getResourceAsStream("pages/" + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `path of the part: its status, in the provider's word`, for each.
    static List<String> parts(ProviderReading reading) {
        return reading.components().stream()
                .map(part -> part.path() + ": " + part.status() + ", " + part.words())
                .toList();
    }

    static List<String> texts(ProviderReading reading) {
        return reading.updates().stream().map(ProviderUpdate::text).toList();
    }
}
