package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.time.Instant;

/// Something that is known and not probed: what a provider says of itself, whether a job reported
/// in, that a check was paused. It needs no confirmation.
///
/// @param status UNKNOWN when it cannot be told
/// @param since when it became so
public record Statement(Status status, String summary, Instant since, Instant when)
        implements VerdictEvent {}
