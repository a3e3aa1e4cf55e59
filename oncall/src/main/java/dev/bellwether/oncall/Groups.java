package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What becomes of those that follow an alert, and how both are shown.
final class Groups {
    /// Titles in a page that stands for several.
    private static final int NAMED = 5;

    private Groups() {}

    /// The one that pages for it: itself when it follows none.
    static Escalating leaderOf(Tx tx, Escalating held) {
        return held.follows()
                ? group(tx.sql(), held)
                        .flatMap(group -> AlertRows.hold(tx, group.organization(), group.leader()))
                        .orElse(held)
                : held;
    }

    static Optional<Group> group(Handle sql, Escalating of) {
        return of.group().flatMap(id -> GroupRows.find(sql, of.alert().organization(), id));
    }

    /// A leader is over: those that follow are over with it, or the oldest of them leads.
    static void ended(Tx tx, Escalating before, AlertEvent.Resolved event) {
        Optional<Group> led =
                group(tx.sql(), before).filter(group -> group.leader().equals(before.alert().id()));
        if (led.isEmpty()) {
            return;
        }
        Group group = led.get();
        if (event.together()) {
            GroupRows.save(tx.sql(), group.closedBy(event.actor(), event.why()));
            GroupRows.wake(tx.sql(), group, tx.now());
            return;
        }
        for (AlertId next : GroupRows.followers(tx.sql(), group, 1)) {
            AlertRows.hold(tx, group.organization(), next)
                    .ifPresent(held -> {
                        GroupRows.save(tx.sql(), group.ledBy(next));
                        AlertDesk.happened(
                                tx, held, new AlertEvent.Promoted(before), Roster.NOBODY);
                    });
            return;
        }
        GroupRows.remove(tx.sql(), group);
    }

    /// The clock came to one that follows: the one that led it was closed, and it with it.
    static void looked(Tx tx, Escalating follower) {
        Optional<Group> group = group(tx.sql(), follower);
        if (group.flatMap(Group::closed).isPresent()) {
            Group.Closed closed = group.get().closed().get();
            AlertDesk.happened(
                    tx,
                    follower,
                    new AlertEvent.Resolved(closed.actor(), closed.why(), true),
                    Roster.NOBODY);
        } else if (group.isPresent()) {
            AlertRows.save(tx.sql(), follower);
        } else {
            // Better paged for itself than for nobody.
            AlertRows.save(tx.sql(), follower.in(Optional.empty()).next(tx.now()));
        }
    }

    /// Each as it stands for its reader: one that follows is where its leader is.
    static List<Alert> shown(Handle sql, OrganizationId organization, List<Escalating> alerts) {
        Map<AlertId, Group> groups =
                GroupRows.all(
                        sql,
                        organization,
                        alerts.stream().flatMap(one -> one.group().stream()).toList());
        Map<AlertId, Optional<Escalating>> leaders = new HashMap<>();
        Map<AlertId, Integer> counts = new HashMap<>();
        var shown = new ArrayList<Alert>();
        for (Escalating one : alerts) {
            Optional<Group> group = one.group().map(groups::get);
            Alert alert = one.alert();
            if (group.isPresent() && one.follows()) {
                AlertId leader = group.get().leader();
                alert =
                        leaders.computeIfAbsent(leader, id -> AlertRows.find(sql, organization, id))
                                .map(Escalating::alert)
                                .map(led -> under(one.alert(), led))
                                .orElse(alert);
            } else if (group.isPresent() && alert.isOpen()) {
                int others =
                        counts.computeIfAbsent(
                                group.get().id(), id -> GroupRows.count(sql, group.get()));
                alert =
                        Edit.of(alert)
                                .handling(alert.handling().following(Optional.empty(), others))
                                .done();
            }
            shown.add(alert);
        }
        return shown;
    }

    private static Alert under(Alert alert, Alert leader) {
        return Edit.of(alert)
                .state(leader.state(), leader.acknowledgedBy(), leader.acknowledgedAt())
                .at(leader.step(), leader.loop(), Optional.empty())
                .handling(
                        alert.handling()
                                .snoozed(leader.handling().snoozedUntil())
                                .following(Optional.of(leader.id()), 0))
                .done();
    }

    /// A page that names how many they are was written just now.
    static void told(Tx tx, Escalating leader) {
        group(tx.sql(), leader)
                .filter(group -> group.leader().equals(leader.alert().id()))
                .filter(group -> group.tellAt().isPresent())
                .ifPresent(group -> GroupRows.save(tx.sql(), group.told(tx.now())));
    }

    /// What a page says.
    record Text(String title, String text) {}

    static Text text(Handle sql, Escalating of) {
        Alert alert = of.alert();
        Optional<Group> group = group(sql, of).filter(one -> one.leader().equals(alert.id()));
        int others = group.map(one -> GroupRows.count(sql, one)).orElse(0);
        if (group.isEmpty() || others == 0) {
            return new Text(alert.title(), alert.summary());
        }
        List<String> titles =
                GroupRows.followers(sql, group.get(), NAMED).stream()
                        .flatMap(id -> AlertRows.find(sql, alert.organization(), id).stream())
                        .map(one -> one.alert().title())
                        .toList();
        int unnamed = others - titles.size();
        return new Text(
                (others + 1) + " alerts: " + alert.title(),
                alert.summary()
                        + "\nTogether with "
                        + String.join("; ", titles)
                        + (unnamed > 0 ? "; and " + unnamed + " more" : "")
                        + ".");
    }
}
