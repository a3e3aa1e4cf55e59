package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The life of an alert: `TRIGGERED → ACKNOWLEDGED → RESOLVED`. Pure: the same state, event, roster
/// and time give the same decision.
///
/// While TRIGGERED there is always a next time at which somebody is paged: the steps in order, the
/// steps again, and then the policy's last resort with the owners, every [Steps#RESORT_AGAIN] until
/// somebody says "I have it". A step that can reach nobody is passed over at once and said. Only
/// one that follows another has no time of its own: the other pages for both.
final class Escalation {
    /// How soon to look again while maintenance holds the pages back.
    static final Duration HELD = Duration.ofSeconds(30);

    private final Roster roster;
    private final Instant now;
    private final Callout callout;
    private final Steps steps;
    private final List<AlertEffect> effects = new ArrayList<>();

    private Escalation(Roster roster, Instant now) {
        this.roster = roster;
        this.now = now;
        this.callout = new Callout(roster, now);
        this.steps = new Steps(roster, callout, effects, now);
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
                    case AlertEvent.Grown _ -> escalation.grown(before);
                    case AlertEvent.Acknowledged(var actor, var holds) ->
                            escalation.acknowledged(before, actor, holds);
                    case AlertEvent.Snoozed(var actor, var until) ->
                            escalation.snoozed(before, actor, until);
                    case AlertEvent.LetGo(var actor) -> escalation.letGo(before, actor);
                    case AlertEvent.Hastened(var actor) -> escalation.hastened(before, actor);
                    case AlertEvent.Assigned assigned -> escalation.assigned(before, assigned);
                    case AlertEvent.Joined joined -> escalation.joined(before, joined);
                    case AlertEvent.Moved moved -> escalation.moved(before, moved);
                    case AlertEvent.Ranked ranked -> escalation.ranked(before, ranked);
                    case AlertEvent.Merged merged -> escalation.merged(before, merged);
                    case AlertEvent.Promoted(var led) -> escalation.promoted(before, led);
                    case AlertEvent.Worsened worsened -> escalation.worsened(before, worsened);
                    case AlertEvent.Resolved(var actor, var why, _, _) ->
                            escalation.resolved(before, actor, why);
                };
        return new AlertDecision(after, escalation.effects);
    }

    /// Two people who press one button make no mistake; whoever takes a snoozed alert ends the
    /// snooze.
    private Escalating acknowledged(Escalating before, Actor actor, Optional<Duration> holds) {
        Alert alert = before.alert();
        boolean snoozed = alert.handling().snoozedUntil().isPresent();
        if (!alert.isOpen() || alert.state() == Alert.State.ACKNOWLEDGED && !snoozed) {
            return before;
        }
        return said(
                before.acknowledged(actor, now, holds.map(now::plus))
                        .handled(alert.handling().snoozed(Optional.empty())),
                AlertChanged.What.ACKNOWLEDGED,
                actor,
                "acknowledged by "
                        + actor.name()
                        + holds.map(time -> "; triggers again in " + Spoken.of(time)).orElse(""));
    }

    private Escalating snoozed(Escalating before, Actor actor, Instant until) {
        if (!before.alert().isOpen()) {
            return before;
        }
        return said(
                before.acknowledged(actor, now, Optional.of(until))
                        .handled(before.alert().handling().snoozed(Optional.of(until))),
                AlertChanged.What.SNOOZED,
                actor,
                "snoozed for "
                        + Spoken.of(Duration.between(now, until))
                        + " by "
                        + actor.name()
                        + "; then it triggers again");
    }

    /// Nobody knows of it any more: it pages from the first step.
    private Escalating letGo(Escalating before, Actor actor) {
        return before.alert().state() == Alert.State.ACKNOWLEDGED
                ? said(
                        before.newAlarm(before.alert().policy(), now),
                        AlertChanged.What.TRIGGERED,
                        actor,
                        actor.name() + " says that nobody has it any more; triggered again")
                : before;
    }

    private Escalating hastened(Escalating before, Actor actor) {
        return before.alert().isOpen()
                ? said(
                        before.letGo(now),
                        AlertChanged.What.ESCALATED,
                        actor,
                        "escalated by " + actor.name())
                : before;
    }

    private Escalating assigned(Escalating before, AlertEvent.Assigned event) {
        if (!before.alert().isOpen()) {
            return before;
        }
        Alert.Handling handling = before.alert().handling().assigned(Optional.of(event.target()));
        return said(
                alone(before).handled(handling).newAlarm(before.alert().policy(), now),
                AlertChanged.What.ASSIGNED,
                event.actor(),
                "assigned to " + event.name() + " by " + event.actor().name());
    }

    /// Their page is none of the step's: whether it arrives does not move the steps.
    private Escalating joined(Escalating before, AlertEvent.Joined event) {
        if (!before.alert().isOpen()) {
            return before;
        }
        List<AlertEffect.Page> told =
                callout.pages(
                        before,
                        List.of(event.target()),
                        before.alert().step(),
                        before.alert().loop());
        effects.addAll(told);
        return said(
                before,
                AlertChanged.What.STEP_TAKEN,
                event.actor(),
                event.name()
                        + (told.isEmpty() ? " was to be told too by " : " is told too, asked by ")
                        + event.actor().name()
                        + (told.isEmpty() ? ", and nobody of them can be reached" : ""));
    }

    private Escalating moved(Escalating before, AlertEvent.Moved event) {
        if (!before.alert().isOpen()) {
            return before;
        }
        Alert.Handling handling = before.alert().handling().assigned(Optional.empty());
        return said(
                alone(before).handled(handling).newAlarm(event.policy(), now),
                AlertChanged.What.ASSIGNED,
                event.actor(),
                "given to the policy " + event.name() + " by " + event.actor().name());
    }

    /// Whoever is given one that follows another is given that one only.
    private static Escalating alone(Escalating before) {
        return before.follows() ? before.in(Optional.empty()) : before;
    }

    /// Whoever the present step told is told again, how many they are by now. Somebody who has it
    /// hears of it at once or not at all; who put it off, when that is over.
    private Escalating grown(Escalating before) {
        Alert alert = before.alert();
        int step = alert.step();
        if (!alert.isOpen()
                || before.follows()
                || before.lastResort()
                || roster.held()
                || step < 0
                || step >= roster.steps().size()
                || alert.handling().snoozedUntil().isPresent()) {
            return before;
        }
        boolean pages = alert.state() == Alert.State.TRIGGERED;
        Escalating again = before.retold();
        List<AlertEffect.Page> told =
                callout
                        .pages(again, roster.steps().get(step).targets(), step, alert.loop())
                        .stream()
                        .filter(page -> pages || page.after().isZero())
                        .toList();
        if (told.isEmpty()) {
            return before;
        }
        Escalating after = pages ? Steps.pending(again, told) : again;
        steps.say(after, AlertChanged.What.STEP_TAKEN, "others have joined; told again");
        effects.addAll(told);
        return after;
    }

    /// What has become urgent pages from the first step: whoever was told by rules for what can
    /// wait may sleep.
    private Escalating ranked(Escalating before, AlertEvent.Ranked event) {
        Alert.Handling was = before.alert().handling();
        Alert.Handling handling = was.ranked(event.priority(), event.urgency());
        if (!before.alert().isOpen() || handling.equals(was)) {
            return before;
        }
        boolean hurries = was.urgency() == Urgency.LOW && event.urgency() == Urgency.HIGH;
        Escalating after = before.handled(handling);
        return said(
                hurries && before.alert().state() == Alert.State.TRIGGERED && !before.follows()
                        ? after.newAlarm(before.alert().policy(), now)
                        : after,
                AlertChanged.What.RANKED,
                event.actor(),
                "priority "
                        + event.priority()
                        + (was.urgency() == event.urgency()
                                ? ""
                                : ", "
                                        + event.urgency().name().toLowerCase(Locale.ROOT)
                                        + " urgency")
                        + ", by "
                        + event.actor().name());
    }

    private Escalating merged(Escalating before, AlertEvent.Merged event) {
        return before.alert().isOpen()
                ? said(
                        before.following(event.leader()),
                        AlertChanged.What.MERGED,
                        event.actor(),
                        "told together with '" + event.title() + "'")
                : before;
    }

    private Escalating promoted(Escalating before, Escalating led) {
        if (!before.alert().isOpen()) {
            return before;
        }
        return said(
                before.inTheStepsOf(led),
                AlertChanged.What.TRIGGERED,
                Steps.CLOCK,
                "'" + led.alert().title() + "' is over; this one pages in its place");
    }

    /// Whoever said "I have it" said so of something smaller. While people are still being paged,
    /// the next of them hears of it.
    private Escalating worsened(Escalating before, AlertEvent.Worsened event) {
        if (!before.alert().isOpen()) {
            return before;
        }
        Escalating knowing = before.knowing(event.impact(), event.services(), event.summary());
        return before.alert().state() == Alert.State.ACKNOWLEDGED
                ? said(
                        knowing.newAlarm(event.policy(), now),
                        AlertChanged.What.TRIGGERED,
                        Steps.CLOCK,
                        event.why())
                : knowing;
    }

    private Escalating resolved(Escalating before, Actor actor, String why) {
        return before.alert().isOpen()
                ? said(before.resolved(now), AlertChanged.What.RESOLVED, actor, why)
                : before;
    }

    private Escalating said(Escalating after, AlertChanged.What what, Actor actor, String note) {
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
        Instant next = before.lastResort() ? now.plus(Steps.RESORT_SOONER) : now;
        return alert.nextStepAt().filter(at -> !at.isAfter(next)).isPresent()
                ? after
                : after.next(next);
    }

    private Escalating due(Escalating before) {
        Alert alert = before.alert();
        if (!alert.isOpen() || alert.nextStepAt().filter(at -> !at.isAfter(now)).isEmpty()) {
            return before;
        }
        if (alert.state() == Alert.State.ACKNOWLEDGED) {
            return again(before);
        }
        if (roster.held()) {
            return before.next(now.plus(HELD));
        }
        return before.lastResort() ? steps.resort(before, alert.loop() + 1) : steps.advance(before);
    }

    /// Whoever had it has not closed it in time, or the time for which it was put off is over.
    private Escalating again(Escalating before) {
        String by = before.alert().acknowledgedBy().map(Actor::name).orElse("somebody");
        return said(
                before.newAlarm(before.alert().policy(), now),
                AlertChanged.What.TRIGGERED,
                Steps.CLOCK,
                before.alert().handling().snoozedUntil().isPresent()
                        ? "the snooze of " + by + " is over"
                        : by + " acknowledged it and it is not over; triggered again");
    }
}
