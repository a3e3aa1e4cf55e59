package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.time.Duration;

/// What a provider says of itself.
///
/// @param status UNKNOWN when its page cannot be read, or is not known to be the provider's
/// @param summary in the provider's own words; why, when it is UNKNOWN; empty while its page was
///   not asked for yet
/// @param age time since it was last read; zero when it never was
/// @param confirmed the page is known to be the provider's
public record ProviderView(Status status, String summary, Duration age, boolean confirmed) {
    /// Of a confirmed page.
    public ProviderView(Status status, String summary, Duration age) {
        this(status, summary, age, true);
    }
}
