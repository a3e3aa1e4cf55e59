package dev.bellwether.watch;

import dev.bellwether.model.InboundAlert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An alert that its sender holds open, and where it stands.
///
/// @param count how often its sender said it
/// @param seenAt when it did so last
/// @param endsAt when it is over unless it is said again before
/// @param silencedBy ids of the silences that hold it
/// @param route what sent it where it went, in words
public record InboundState(
        InboundAlert alert,
        Standing standing,
        boolean acknowledged,
        int count,
        Instant seenAt,
        Optional<Instant> endsAt,
        List<String> silencedBy,
        String route) {
    /// Whether anybody is told.
    public enum Standing {
        /// It opened an incident.
        RAISED,
        /// A silence holds it back; when that ends first, it is raised.
        SILENCED,
        /// A route sends it nowhere.
        DROPPED
    }

    public InboundState {
        silencedBy = List.copyOf(silencedBy);
    }

    InboundState standing(Standing to, List<String> silences) {
        return new InboundState(alert, to, acknowledged, count, seenAt, endsAt, silences, route);
    }

    InboundState tagged(InboundAlert other) {
        return new InboundState(
                other, standing, acknowledged, count, seenAt, endsAt, silencedBy, route);
    }

    InboundState acknowledge() {
        return new InboundState(alert, standing, true, count, seenAt, endsAt, silencedBy, route);
    }

    InboundState letGo() {
        return new InboundState(alert, standing, false, count, seenAt, endsAt, silencedBy, route);
    }

    InboundState seen(InboundAlert again, Instant at, Optional<Instant> until) {
        return new InboundState(
                again,
                standing,
                acknowledged,
                count == Integer.MAX_VALUE ? count : count + 1,
                at,
                until,
                silencedBy,
                route);
    }

    InboundState over(Instant at) {
        return new InboundState(
                alert, standing, acknowledged, count, seenAt, Optional.of(at), silencedBy, route);
    }
}
