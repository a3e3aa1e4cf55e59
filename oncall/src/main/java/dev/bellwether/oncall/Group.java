package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/// Alerts of which one, the leader, pages for all.
///
/// @param id that of its first leader
/// @param gathers what a storm is about, by which others join it; empty for what a person merged
/// @param closed set when a person closed the leader, and those that follow with it
record Group(
        AlertId id,
        OrganizationId organization,
        AlertId leader,
        Optional<String> gathers,
        Instant openedAt,
        Optional<Closed> closed) {
    record Closed(Actor actor, String why) {}

    Group ledBy(AlertId other) {
        return new Group(id, organization, other, gathers, openedAt, closed);
    }

    Group closedBy(Actor actor, String why) {
        return new Group(
                id,
                organization,
                leader,
                Optional.empty(),
                openedAt,
                Optional.of(new Closed(actor, why)));
    }
}
