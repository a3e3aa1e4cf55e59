package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;

/// Makes one alert page for another. The one merged into is held first, always, so that two who
/// merge at once wait for each other.
final class Merging {
    /// The most that may move with the one that led them.
    private static final int MOST = 200;

    private Merging() {}

    static Alert merged(Tx tx, OrganizationId organization, AlertId id, AlertId into, Actor actor) {
        Escalating leader = Groups.leaderOf(tx, open(tx, organization, into));
        Escalating merged = open(tx, organization, id);
        if (leader.alert().id().equals(id)) {
            throw new Conflict(
                    "Alert '" + into + "' follows '" + id + "' already: it pages for both");
        }
        Group group =
                Groups.group(tx.sql(), leader)
                        .filter(one -> one.closed().isEmpty())
                        .orElseGet(() -> fresh(tx, leader));
        GroupRows.save(tx.sql(), group);
        if (!leader.group().equals(Optional.of(group.id()))) {
            AlertRows.save(tx.sql(), leader.in(Optional.of(group.id())));
        }
        for (AlertId each : led(tx, merged)) {
            AlertRows.hold(tx, organization, each)
                    .ifPresent(held -> follow(tx, held, group, leader, actor));
        }
        Escalating after = follow(tx, merged, group, leader, actor);
        return Groups.shown(tx.sql(), organization, List.of(after)).getFirst();
    }

    private static Escalating follow(
            Tx tx, Escalating held, Group group, Escalating leader, Actor actor) {
        return AlertDesk.happened(
                tx,
                held,
                new AlertEvent.Merged(actor, group.id(), leader.alert().title()),
                Roster.NOBODY);
    }

    private static Group fresh(Tx tx, Escalating leader) {
        return new Group(
                new AlertId(tx.newId()),
                leader.alert().organization(),
                leader.alert().id(),
                Optional.empty(),
                tx.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Those that follow the one that is merged, whose group ends with it.
    private static List<AlertId> led(Tx tx, Escalating merged) {
        Optional<Group> own =
                Groups.group(tx.sql(), merged)
                        .filter(group -> group.leader().equals(merged.alert().id()));
        if (own.isEmpty()) {
            return List.of();
        }
        int count = GroupRows.count(tx.sql(), own.get());
        if (count > MOST) {
            throw new Conflict(
                    "Alert '"
                            + merged.alert().id()
                            + "' pages for "
                            + count
                            + " others: merge the other one into it instead");
        }
        List<AlertId> followers = GroupRows.followers(tx.sql(), own.get(), MOST);
        GroupRows.remove(tx.sql(), own.get());
        return followers;
    }

    private static Escalating open(Tx tx, OrganizationId organization, AlertId id) {
        Escalating held =
                AlertRows.hold(tx, organization, id)
                        .orElseThrow(() -> new NotFound("alert", id.value()));
        if (!held.alert().isOpen()) {
            throw new Conflict("Alert '" + id + "' is resolved already");
        }
        return held;
    }
}
