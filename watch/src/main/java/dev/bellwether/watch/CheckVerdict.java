package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictId;
import java.time.Instant;
import java.util.Optional;

/// Where the verdict of a check stands, as last settled and stored.
///
/// @param verdict the change that led here; empty before the first
public record CheckVerdict(
        CheckId check,
        ServiceId service,
        CheckState state,
        Status status,
        String summary,
        Instant since,
        Optional<VerdictId> verdict) {}
