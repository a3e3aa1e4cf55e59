package dev.bellwether.watch;

import java.time.Instant;
import java.util.Optional;

/// A key of an integration, of which nothing is kept but its fingerprint.
///
/// @param fingerprint the first eight characters of its SHA-256, to tell keys apart
/// @param endsAt when it stops working, for one that was rotated out
public record IntegrationKey(String fingerprint, Instant madeAt, Optional<Instant> endsAt) {}
