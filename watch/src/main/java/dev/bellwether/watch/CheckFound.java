package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.ServiceId;

/// A check that a search found.
///
/// @param host of its target; empty for a heartbeat
/// @param rank 0 exact, 1 prefix, 2 whole word, 3 anywhere
public record CheckFound(
        CheckId id,
        ServiceId service,
        String name,
        String host,
        CheckStanding standing,
        int rank) {}
