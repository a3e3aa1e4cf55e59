package dev.bellwether.incident;

import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Optional;

/// A time during which a service stood at one status: `[from, until)`, open while it lasts.
public record StatusSpan(Instant from, Optional<Instant> until, Status status, String why) {}
