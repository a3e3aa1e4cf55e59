package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The readers of provider pages by themselves, without the network: for benchmarks and tools.
public final class PageReaders {
    private static final Provider ANYBODY =
            new Provider(
                    new ProviderId("anybody"),
                    OrganizationId.SYSTEM,
                    "Anybody",
                    "",
                    "",
                    "https://status.example.com",
                    "unknown",
                    "",
                    Provider.Trust.ENTERED);

    private PageReaders() {}

    /// The names of all readers.
    public static List<String> names() {
        return ProviderReader.ALL.stream().map(ProviderReader::name).toList();
    }

    /// What a page says; empty when it is not what the reader's platform answers. Any exception is
    /// a mistake of the reader's.
    ///
    /// @param reader one of [#names]
    /// @param documents in the order in which the reader asks for them
    /// @throws IllegalArgumentException when there is no such reader
    public static Optional<Status> read(String reader, List<byte[]> documents, Instant now) {
        ProviderReader one =
                ProviderReader.named(reader)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "There is no reader '" + reader + "'"));
        try {
            return Optional.of(one.read(new ProviderAnswers(ANYBODY, documents, now)).status());
        } catch (UnreadablePage e) {
            return Optional.empty();
        }
    }
}
