package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.time.Duration;

/// What a provider says of itself.
///
/// @param status UNKNOWN when its page cannot be read
/// @param summary in the provider's own words
/// @param age time since it was last read
public record ProviderView(Status status, String summary, Duration age) {}
