package dev.bellwether.experiment;

import java.time.Instant;

/// A segment, group or holdout as it is kept.
///
/// @param version one more with each change; who saves names the one they have read
public record Kept<T>(T thing, long version, Instant changedAt) {}
