package dev.bellwether.watch;

import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;

/// What becomes of an alert although its sender says nothing: a person ended it, its time is over,
/// a silence begins or ends. Each in one transaction that holds it.
final class InboundUpkeep {
    private final Store store;

    InboundUpkeep(Store store) {
        this.store = store;
    }

    /// The alert was ended by a person and said again after: it is a new one.
    static void again(Tx tx, InboundState before) {
        InboundAlert alert = before.alert();
        var state =
                new InboundState(
                        InboundMachine.renamed(alert, new IncidentId(tx.newId()), before.seenAt()),
                        InboundState.Standing.RAISED,
                        false,
                        1,
                        before.seenAt(),
                        before.endsAt().filter(at -> at.isAfter(tx.now())),
                        List.of(),
                        before.route());
        InboundRows.save(tx.sql(), state, true);
        tx.journal(
                alert.organization(),
                new InboundSignal(
                        state.alert(),
                        InboundSignal.What.RAISED,
                        "",
                        InboundDesk.actor(alert.sender())));
    }

    /// It was not said again in time.
    void expire(OrganizationId organization, IncidentId id, Instant now) {
        store.run(tx ->
                InboundRows.hold(tx, organization, id)
                        .filter(state -> state.endsAt().filter(at -> !at.isAfter(now)).isPresent())
                        .ifPresent(state -> {
                            InboundRows.save(tx.sql(), state, false);
                            if (state.standing() == InboundState.Standing.RAISED) {
                                tx.journal(
                                        organization,
                                        new InboundSignal(
                                                state.alert(),
                                                InboundSignal.What.RESOLVED,
                                                "It was not said again in time.",
                                                InboundDesk.actor(state.alert().sender())));
                            }
                        }));
    }

    /// Holds an open alert against the silences there are now.
    void look(InboundState seen, List<Silence> active) {
        List<String> holding = holding(seen, active);
        boolean raises = seen.standing() == InboundState.Standing.SILENCED && holding.isEmpty();
        boolean quiets =
                seen.standing() == InboundState.Standing.RAISED
                        && !seen.acknowledged()
                        && !holding.isEmpty();
        if (!raises && !quiets) {
            return;
        }
        store.run(tx ->
                InboundRows.hold(tx, seen.alert().organization(), seen.alert().incident())
                        .filter(state ->
                                state.standing() == seen.standing()
                                        && state.acknowledged() == seen.acknowledged())
                        .ifPresent(state -> {
                            InboundState after =
                                    raises
                                            ? state.standing(
                                                    InboundState.Standing.RAISED, List.of())
                                            : state.acknowledge();
                            InboundRows.save(tx.sql(), after, true);
                            tx.journal(
                                    after.alert().organization(),
                                    new InboundSignal(
                                            after.alert(),
                                            raises
                                                    ? InboundSignal.What.RAISED
                                                    : InboundSignal.What.ACKNOWLEDGED,
                                            raises
                                                    ? ""
                                                    : "Silenced: " + silencedBy(active, holding),
                                            InboundDesk.actor(after.alert().sender())));
                        }));
    }

    private static List<String> holding(InboundState state, List<Silence> active) {
        return active.stream()
                .filter(silence -> silence.holds(state.alert().integration(), state.alert().tags()))
                .map(Silence::id)
                .toList();
    }

    private static String silencedBy(List<Silence> active, List<String> ids) {
        return active.stream()
                .filter(silence -> ids.contains(silence.id()))
                .map(silence -> silence.comment() + " (" + silence.createdBy() + ")")
                .findFirst()
                .orElse("");
    }
}
