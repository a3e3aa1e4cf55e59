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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the sender of an alert wants done with it, as its people may by hand. What it wants while
/// maintenance holds the pages back is kept, and done when they are let go.
///
/// @param clock pages whoever is to be told at once
record SenderAsks(EscalationClock clock) {
    /// How many people and schedules may be asked to join one alert before it pages.
    private static final int MOST_JOINING = 20;

    /// What was said before anybody could be paged.
    ///
    /// @param asks in order; the last of a kind counts
    /// @param taken who has it, said after all of them
    record Kept(List<AlertAsked> asks, Optional<Actor> taken) {
        static Kept of(Tx tx, OrganizationId organization, IncidentId incident) {
            return new Kept(
                    KnownRows.asked(tx.sql(), organization, incident),
                    KnownRows.taken(tx.sql(), organization, incident));
        }

        /// Taking it on ends a snooze.
        Kept taken(Actor actor) {
            return new Kept(without(AlertAsk.Snooze.class), Optional.of(actor));
        }

        /// Whoever is given it, or puts it off, says so after whoever had it.
        Kept with(AlertAsked asked) {
            AlertAsk ask = asked.ask();
            return switch (ask) {
                case AlertAsk.LetGo _ -> new Kept(without(AlertAsk.Snooze.class), Optional.empty());
                case AlertAsk.Snooze _, AlertAsk.Assign _, AlertAsk.Escalate _ ->
                        new Kept(plus(without(ask.getClass()), asked), Optional.empty());
                case AlertAsk.Rank _ -> new Kept(plus(without(ask.getClass()), asked), taken);
                case AlertAsk.Join _ when asks.stream().anyMatch(one -> one.ask().equals(ask)) ->
                        this;
                case AlertAsk.Join _ when asks.size() >= MOST_JOINING -> this;
                case AlertAsk.Join _ -> new Kept(plus(asks, asked), taken);
            };
        }

        private List<AlertAsked> without(Class<? extends AlertAsk> kind) {
            return asks.stream().filter(one -> !kind.isInstance(one.ask())).toList();
        }

        private static List<AlertAsked> plus(List<AlertAsked> asks, AlertAsked asked) {
            return Stream.concat(asks.stream(), Stream.of(asked)).toList();
        }

        void save(Tx tx, OrganizationId organization, IncidentId incident) {
            KnownRows.keep(tx.sql(), organization, incident, asks);
            KnownRows.take(tx.sql(), organization, incident, taken);
        }
    }

    /// Somebody has it.
    void acknowledged(Tx tx, OrganizationId organization, IncidentId incident, Actor actor) {
        if (waits(tx, organization, incident)) {
            Kept.of(tx, organization, incident).taken(actor).save(tx, organization, incident);
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

    void asked(Tx tx, OrganizationId organization, AlertAsked asked) {
        if (waits(tx, organization, asked.incident())) {
            Kept.of(tx, organization, asked.incident())
                    .with(asked)
                    .save(tx, organization, asked.incident());
        }
        held(tx, organization, asked.incident())
                .filter(held -> held.alert().isOpen())
                .ifPresent(held -> happened(tx, held, asked));
    }

    /// What was kept is done with the alert that pages now.
    void carryOut(Tx tx, OrganizationId organization, IncidentId incident, Kept kept) {
        kept.asks().forEach(asked -> asked(tx, organization, asked));
        kept.taken().ifPresent(actor -> acknowledged(tx, organization, incident, actor));
    }

    private static boolean waits(Tx tx, OrganizationId organization, IncidentId incident) {
        return KnownRows.waiting(tx.sql(), organization, incident).isPresent();
    }

    private void happened(Tx tx, Escalating held, AlertAsked asked) {
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
            case AlertAsk.Join(var target, var name) ->
                    clock.join(
                            tx,
                            Groups.leaderOf(tx, held),
                            new AlertEvent.Joined(actor, target, name));
            case AlertAsk.Rank(var priority) ->
                    on(
                            tx,
                            held,
                            new AlertEvent.Ranked(
                                    actor,
                                    priority,
                                    Ranks.urgency(
                                            PolicyRows.find(
                                                    tx.sql(),
                                                    held.alert().organization(),
                                                    held.alert().policy()),
                                            priority)));
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
