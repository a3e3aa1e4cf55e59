package dev.bellwether.incident;

import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Optional;

/// A service in a list, with what is said of it.
///
/// @param status UNKNOWN before anything was said
public record ServiceListed(
        ServiceId id, String name, Status status, Optional<Instant> since, String why) {}
