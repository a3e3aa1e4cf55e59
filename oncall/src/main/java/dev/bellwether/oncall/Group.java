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
/// @param toldAt when a page last named how many they are
/// @param tellAt when that is to be told again if others have joined since
/// @param closed set when a person closed the leader, and those that follow with it
record Group(
        AlertId id,
        OrganizationId organization,
        AlertId leader,
        Optional<String> gathers,
        Instant openedAt,
        Optional<Closed> closed,
        Optional<Instant> toldAt,
        Optional<Instant> tellAt) {
    Group {
        // Rows of a release that did not keep them.
        toldAt = toldAt == null ? Optional.empty() : toldAt;
        tellAt = tellAt == null ? Optional.empty() : tellAt;
    }

    record Closed(Actor actor, String why) {}

    Group ledBy(AlertId other) {
        return new Group(id, organization, other, gathers, openedAt, closed, toldAt, tellAt);
    }

    Group told(Instant at) {
        return new Group(
                id, organization, leader, gathers, openedAt, closed, Optional.of(at), tellAt);
    }

    Group toldAgainAt(Instant at) {
        return new Group(
                id, organization, leader, gathers, openedAt, closed, toldAt, Optional.of(at));
    }

    /// Nothing is left to be told again.
    Group settled() {
        return new Group(
                id, organization, leader, gathers, openedAt, closed, toldAt, Optional.empty());
    }

    Group closedBy(Actor actor, String why) {
        return new Group(
                id,
                organization,
                leader,
                Optional.empty(),
                openedAt,
                Optional.of(new Closed(actor, why)),
                toldAt,
                Optional.empty());
    }
}
