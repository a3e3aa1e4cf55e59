package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertAsk;
import dev.bellwether.model.AlertAsked;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.Tx;
import java.util.Optional;

/// What the sender of an alert wants done with it, as its people may by hand.
final class SenderAsks {
    private SenderAsks() {}

    /// Somebody has it. What pages nobody before maintenance ends is remembered as theirs, and
    /// pages nobody then either.
    static void acknowledged(Tx tx, OrganizationId organization, IncidentId incident, Actor actor) {
        if (KnownRows.waiting(tx.sql(), organization, incident).isPresent()) {
            KnownRows.take(tx.sql(), organization, incident, Optional.of(actor));
        }
        held(tx, organization, incident)
                .ifPresent(held ->
                        AlertDesk.happened(
                                tx,
                                held,
                                new AlertEvent.Acknowledged(
                                        actor, PolicyRows.holds(tx.sql(), held.alert())),
                                Roster.NOBODY));
    }

    static void asked(Tx tx, OrganizationId organization, AlertAsked asked) {
        if (asked.ask() instanceof AlertAsk.LetGo) {
            KnownRows.take(tx.sql(), organization, asked.incident(), Optional.empty());
        }
        held(tx, organization, asked.incident())
                .filter(held -> held.alert().isOpen())
                .ifPresent(held -> happened(tx, held, asked));
    }

    private static void happened(Tx tx, Escalating held, AlertAsked asked) {
        Actor actor = asked.actor();
        switch (asked.ask()) {
            case AlertAsk.Snooze(var until) -> {
                if (until.isAfter(tx.now())) {
                    on(tx, Groups.leaderOf(tx, held), new AlertEvent.Snoozed(actor, until));
                }
            }
            case AlertAsk.LetGo() -> on(tx, Groups.leaderOf(tx, held), new AlertEvent.LetGo(actor));
            case AlertAsk.Assign(var person, var name) ->
                    on(tx, held, new AlertEvent.Assigned(actor, new Target.ToPerson(person), name));
            case AlertAsk.Escalate(var policy) -> {
                Optional<EscalationPolicy> other = other(tx, held, policy);
                on(
                        tx,
                        other.isPresent() ? held : Groups.leaderOf(tx, held),
                        other.<AlertEvent>map(to -> new AlertEvent.Moved(actor, to.id(), to.name()))
                                .orElse(new AlertEvent.Hastened(actor)));
            }
        }
    }

    private static Optional<EscalationPolicy> other(
            Tx tx, Escalating held, Optional<PolicyId> policy) {
        return policy.filter(id -> !id.equals(held.alert().policy()))
                .flatMap(id -> PolicyRows.find(tx.sql(), held.alert().organization(), id));
    }

    private static void on(Tx tx, Escalating held, AlertEvent event) {
        AlertDesk.happened(tx, held, event, Roster.NOBODY);
    }

    private static Optional<Escalating> held(
            Tx tx, OrganizationId organization, IncidentId incident) {
        return AlertRows.ofIncident(tx.sql(), organization, incident)
                .flatMap(found -> AlertRows.hold(tx, organization, found.alert().id()));
    }
}
