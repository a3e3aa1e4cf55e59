package dev.bellwether.model;

import java.time.Instant;
import java.util.List;

/// Something the guard of an analytics store must tell.
///
/// @param key the guard's own name of it: while an alarm is open, a second one with an equal key is
///   this one
/// @param service what suffers from it, and is shown as degraded
/// @param published whether status pages tell of it
/// @param summary in one line, up to 1,024 characters, for people who work here
/// @param evidence in several lines, up to 4,000 characters; may be empty
/// @param suspects changes that may be why, the likeliest first, at most [#MOST_SUSPECTS]
/// @param startedAt when the guard saw it begin
public record GuardAlarm(
        OrganizationId organization,
        String key,
        Kind kind,
        ServiceId service,
        boolean published,
        Severity severity,
        String summary,
        String evidence,
        List<GuardSuspect> suspects,
        Instant startedAt) {
    public static final int MOST_SUSPECTS = 20;

    public GuardAlarm {
        suspects = List.copyOf(suspects.subList(0, Math.min(MOST_SUSPECTS, suspects.size())));
    }

    /// What it is about.
    public enum Kind {
        /// A node nears its limit.
        PRESSURE,
        /// Queries are refused.
        REFUSALS,
        /// A node died and came back.
        NODE_RESTARTED,
        /// A release, or a variation, sends heavier queries.
        RELEASE_HEAVIER,
        /// Fewer peaks lie within their forecasts than promised.
        FORECASTS_MISS
    }
}
