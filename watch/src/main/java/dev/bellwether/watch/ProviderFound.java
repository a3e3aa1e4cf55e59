package dev.bellwether.watch;

import dev.bellwether.model.ProviderId;
import java.time.Instant;

/// How a provider's page is read, as it was found at first contact.
///
/// @param reader name of the reader that understood it; empty when none did
/// @param feed address of the document it reads
/// @param name what the page calls itself, where its documents do not say; may be empty
/// @param why what was seen, for people
/// @param at when it was found, or looked for in vain
public record ProviderFound(
        ProviderId provider, String reader, String feed, String name, String why, Instant at) {
    boolean isReadable() {
        return !reader.isEmpty();
    }

    /// The provider as its reader must see it.
    Provider as(Provider provider) {
        return provider.withFeed(feed);
    }
}
