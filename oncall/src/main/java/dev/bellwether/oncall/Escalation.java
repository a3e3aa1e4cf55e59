package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Telling;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The life of an alert: `TRIGGERED → ACKNOWLEDGED → RESOLVED`. Pure: the same state, event, roster
/// and time give the same decision.
///
/// While TRIGGERED there is always a next time at which somebody is paged: the steps in order, the
/// steps again, and then the owners, every [#RESORT_AGAIN] until somebody says "I have it". A step
/// that can reach nobody is passed over at once and said.
final class Escalation {
    static final Duration RESORT_AGAIN = Duration.ofMinutes(30);

    /// After a last resort that reached nobody, or failed.
    static final Duration RESORT_SOONER = Duration.ofMinutes(5);

    /// How soon to look again while maintenance holds the pages back.
    static final Duration HELD = Duration.ofSeconds(30);

    private static final Actor CLOCK = Actor.automation("oncall", "its policy");

    private final Roster roster;
    private final Instant now;
    private final List<AlertEffect> effects = new ArrayList<>();

    private Escalation(Roster roster, Instant now) {
        this.roster = roster;
        this.now = now;
    }

    static AlertDecision on(Escalating before, AlertEvent event, Roster roster, Instant now) {
        var escalation = new Escalation(roster, now);
        Escalating after =
                switch (event) {
                    case AlertEvent.StepDue _ -> escalation.due(before);
                    case AlertEvent.Failed(var delivery) ->
                            before.pending().stream()
                                    .filter(page -> page.delivery().equals(delivery))
                                    .findFirst()
                                    .map(page -> escalation.failed(before, page))
                                    .orElse(before);
                    case AlertEvent.Settled(var delivery) -> before.without(delivery);
                    case AlertEvent.Acknowledged(var actor) ->
                            escalation.acknowledged(before, actor);
                    case AlertEvent.Worsened worsened -> escalation.worsened(before, worsened);
                    case AlertEvent.Resolved(var actor, var why) ->
                            escalation.resolved(before, actor, why);
                };
        return new AlertDecision(after, escalation.effects);
    }

    private Escalating acknowledged(Escalating before, Actor actor) {
        if (before.alert().state() != Alert.State.TRIGGERED) {
            return before;
        }
        return stop(
                before.acknowledged(actor, now),
                AlertChanged.What.ACKNOWLEDGED,
                actor,
                "acknowledged by " + actor.name());
    }

    /// Whoever said "I have it" said so of something smaller. While people are still being paged,
    /// the next of them hears of it.
    private Escalating worsened(Escalating before, AlertEvent.Worsened event) {
        if (!before.alert().isOpen()) {
            return before;
        }
        Escalating knowing = before.knowing(event.impact(), event.services(), event.summary());
        return before.alert().state() == Alert.State.ACKNOWLEDGED
                ? stop(
                        knowing.newAlarm(event.policy(), now),
                        AlertChanged.What.TRIGGERED,
                        CLOCK,
                        event.why())
                : knowing;
    }

    private Escalating resolved(Escalating before, Actor actor, String why) {
        return before.alert().isOpen()
                ? stop(before.resolved(now), AlertChanged.What.RESOLVED, actor, why)
                : before;
    }

    private Escalating stop(Escalating after, AlertChanged.What what, Actor actor, String note) {
        effects.add(new AlertEffect.Say(after, what, actor, note));
        return after;
    }

    /// The page of the current step reached nobody: on to the next step now.
    private Escalating failed(Escalating before, Escalating.Pending page) {
        Escalating after = before.without(page.delivery());
        Alert alert = before.alert();
        boolean isCurrent = page.step() == alert.step() && page.loop() == alert.loop();
        if (alert.state() != Alert.State.TRIGGERED || !isCurrent) {
            return after;
        }
        Instant next = before.lastResort() ? now.plus(RESORT_SOONER) : now;
        return alert.nextStepAt().filter(at -> !at.isAfter(next)).isPresent()
                ? after
                : after.next(next);
    }

    private Escalating due(Escalating before) {
        Alert alert = before.alert();
        if (alert.state() != Alert.State.TRIGGERED
                || alert.nextStepAt().filter(at -> !at.isAfter(now)).isEmpty()) {
            return before;
        }
        if (roster.held()) {
            return before.next(now.plus(HELD));
        }
        return before.lastResort() ? resort(before, alert.loop() + 1) : advance(before);
    }

    private Escalating advance(Escalating before) {
        Escalating at = before;
        while (true) {
            int step = at.alert().step() + 1;
            int loop = at.alert().loop();
            if (step >= roster.steps().size()) {
                if (loop >= roster.repeat() || !at.reachedSomeone()) {
                    return resort(at.resorting(), loop);
                }
                at = at.newRound();
                step = 0;
                loop++;
            }
            EscalationPolicy.Step taken = roster.steps().get(step);
            List<AlertEffect.Page> pages = pages(at, taken.targets(), step, loop);
            String name = "step " + (step + 1) + " of " + roster.steps().size();
            List<String> empty = roster.empty(taken.targets());
            String nobody =
                    empty.isEmpty() ? "" : "nobody is on call in " + String.join(", ", empty);
            if (!pages.isEmpty()) {
                Escalating after =
                        pending(at.at(step, loop, Optional.of(now.plus(taken.delay()))), pages);
                say(
                        after,
                        AlertChanged.What.STEP_TAKEN,
                        name
                                + (loop == 0 ? "" : ", again")
                                + (nobody.isEmpty() ? "" : "; " + nobody));
                effects.addAll(pages);
                return after;
            }
            at = at.at(step, loop, Optional.of(now));
            say(
                    at,
                    AlertChanged.What.STEP_SKIPPED,
                    name
                            + ": "
                            + (nobody.isEmpty() ? "nobody can be reached" : nobody)
                            + ", skipped");
        }
    }

    private Escalating resort(Escalating before, int loop) {
        int step = roster.steps().size();
        List<Target> owners =
                roster.owners().stream().<Target>map(o -> new Target.ToPerson(o.id())).toList();
        List<AlertEffect.Page> pages = pages(before, owners, step, loop);
        Duration again = pages.isEmpty() ? RESORT_SOONER : RESORT_AGAIN;
        Escalating after = pending(before.at(step, loop, Optional.of(now.plus(again))), pages);
        say(
                after,
                AlertChanged.What.EXHAUSTED,
                pages.isEmpty()
                        ? "last resort: no owner can be reached; trying again in "
                                + again.toMinutes()
                                + " minutes"
                        : "last resort: the owners are paged");
        effects.addAll(pages);
        return after;
    }

    private void say(Escalating after, AlertChanged.What what, String note) {
        effects.add(new AlertEffect.Say(after, what, CLOCK, note));
    }

    private static Escalating pending(Escalating at, List<AlertEffect.Page> pages) {
        return at.plus(
                pages.stream()
                        .map(page ->
                                new Escalating.Pending(
                                        page.delivery(),
                                        page.person(),
                                        page.methods().getFirst().channel(),
                                        page.step(),
                                        page.loop()))
                        .toList());
    }

    /// A target that can be reached is paged once, even when it is named twice; a person by each of
    /// their notification rules.
    private List<AlertEffect.Page> pages(
            Escalating alert, List<Target> targets, int step, int loop) {
        return new LinkedHashSet<>(roster.resolved(targets))
                .stream().flatMap(target -> pages(alert, target, step, loop)).toList();
    }

    private Stream<AlertEffect.Page> pages(Escalating alert, Target target, int step, int loop) {
        return tellings(target).stream()
                .map(telling ->
                        new AlertEffect.Page(
                                DeliveryIds.of(alert, target, step, loop, telling.rule()),
                                person(target),
                                telling.methods(),
                                step,
                                loop,
                                telling.after()));
    }

    private static Optional<PersonId> person(Target target) {
        return switch (target) {
            case Target.ToPerson(var id) -> Optional.of(id);
            case Target.ToWebhook _, Target.ToSchedule _ -> Optional.empty();
        };
    }

    private List<Telling> tellings(Target target) {
        return switch (target) {
            case Target.ToWebhook(var url) ->
                    List.of(
                            new Telling(
                                    Telling.NO_RULE,
                                    Duration.ZERO,
                                    List.of(
                                            new ContactMethod(
                                                    "webhook", Channel.WEBHOOK, url, true))));
            // Resolved to persons before.
            case Target.ToSchedule _ -> List.of();
            case Target.ToPerson(var id) ->
                    Optional.ofNullable(roster.people().get(id))
                            .or(() ->
                                    roster.owners().stream()
                                            .filter(owner -> owner.id().equals(id))
                                            .findFirst())
                            .map(person -> person.tellings(Urgency.HIGH))
                            .orElse(List.of());
        };
    }

    static List<ContactMethod> verified(Person person) {
        return person.contacts().stream().filter(ContactMethod::verified).toList();
    }
}
