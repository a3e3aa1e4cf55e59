package dev.bellwether.model;

import java.time.Instant;

/// What a check says of its service changed.
///
/// @param status what the check now says: by the check's `whenDown` for DOWN, DEGRADED when slow or
///   flapping
/// @param summary the failure in the check's own words, such as `[STATUS] 503 is not in 200-299`
/// @param since when the first probe saw it
/// @param decidedAt when it was certain
public record VerdictChanged(
        VerdictId verdict,
        CheckId check,
        ServiceId service,
        String checkName,
        CheckState from,
        CheckState to,
        Status before,
        Status status,
        String summary,
        Instant since,
        Instant decidedAt)
        implements Signal {}
