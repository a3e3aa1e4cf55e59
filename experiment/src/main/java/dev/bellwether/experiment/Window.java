package dev.bellwether.experiment;

import java.time.Instant;
import java.util.Optional;

/// A schedule: from an instant, inclusive, until another, exclusive. An end that is empty is open.
public record Window(Optional<Instant> from, Optional<Instant> until) {
    /// At all times.
    public static final Window ALWAYS = new Window(Optional.empty(), Optional.empty());

    public boolean contains(Instant now) {
        return (from.isEmpty() || !now.isBefore(from.get()))
                && (until.isEmpty() || now.isBefore(until.get()));
    }
}
