package dev.bellwether.guard;

import java.time.Instant;
import java.util.Optional;

/// A query that wants to run.
///
/// @param id its query id; no other query under way has it
/// @param flow whose turn it is
/// @param bytes the cap it asks for, above 0; more than a node can give is cut to what it can
/// @param deadline until when it waits; refused after
/// @param node the only node it may run on (a session's), if any
/// @param mayRetry whether it may be run again when it ran out of memory before its first byte
record Ask(
        String id,
        Flow flow,
        Lane lane,
        long bytes,
        Instant deadline,
        Optional<String> node,
        boolean mayRetry) {
    Ask {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes of " + id + ": " + bytes + ", not above 0");
        }
    }

    /// @param until waits until then
    Ask promoted(Lane to, long cap, Instant until) {
        return new Ask(id, flow, to, cap, until, node, mayRetry);
    }

    /// The same, held apart from all others.
    Ask inQuarantine() {
        return new Ask(
                id,
                new Flow(flow.user(), flow.feature(), true),
                Lane.QUARANTINE,
                bytes,
                deadline,
                node,
                mayRetry);
    }

    /// Those among whom memory is shared fairly: a user's work for one feature.
    ///
    /// @param isApart whether it is what is held apart of it: it costs the rest no turn
    record Flow(String user, String feature, boolean isApart) {
        Flow(String user, String feature) {
            this(user, feature, false);
        }
    }
}
