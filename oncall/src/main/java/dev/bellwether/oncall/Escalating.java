package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Impact;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An alert and where its escalation stands.
///
/// @param services those that page; while all of them are in maintenance, nobody is paged
/// @param pending pages of which no end was heard yet
/// @param lastResort the steps are over; the owners are paged until somebody acknowledges
/// @param reachedSomeone somebody was paged in this round
/// @param known empty for an alert of a release that did not keep it
/// @param group alerts of which one pages for all; its leader has a next time while it is
///   TRIGGERED, the others have none
/// @param told who was paged so far
record Escalating(
        Alert alert,
        List<ServiceId> services,
        List<Pending> pending,
        boolean lastResort,
        boolean reachedSomeone,
        Optional<Known> known,
        Optional<AlertId> group,
        Set<PersonId> told) {
    Escalating {
        services = List.copyOf(services);
        pending = List.copyOf(pending);
        // Rows of a release that did not keep them.
        group = group == null ? Optional.empty() : group;
        told = told == null ? Set.of() : Set.copyOf(told);
    }

    /// A new one.
    static Escalating of(Alert alert, List<ServiceId> services, Impact impact) {
        return new Escalating(
                alert,
                services,
                List.of(),
                false,
                false,
                Optional.of(new Known(impact, 0)),
                Optional.empty(),
                Set.of());
    }

    /// What those who were paged know.
    ///
    /// @param impact the worst they were told of
    /// @param round how often all began anew; page ids tell rounds apart
    record Known(Impact impact, int round) {}

    record Pending(
            DeliveryId delivery, Optional<PersonId> person, Channel channel, int step, int loop) {}

    /// Whether another alert pages for it.
    boolean follows() {
        return alert.state() == Alert.State.TRIGGERED
                && group.isPresent()
                && alert.nextStepAt().isEmpty();
    }

    int round() {
        return known.map(Known::round).orElse(0);
    }

    Escalating at(int step, int loop, Optional<Instant> next) {
        return with(Edit.of(alert).at(step, loop, next));
    }

    Escalating next(Instant at) {
        return at(alert.step(), alert.loop(), Optional.of(at));
    }

    Escalating told(String summary) {
        return with(Edit.of(alert).summary(summary));
    }

    Escalating handled(Alert.Handling handling) {
        return with(Edit.of(alert).handling(handling));
    }

    /// Held by somebody.
    ///
    /// @param again when it triggers by itself
    Escalating acknowledged(Actor actor, Instant now, Optional<Instant> again) {
        return with(Edit.of(alert)
                        .state(Alert.State.ACKNOWLEDGED, Optional.of(actor), Optional.of(now))
                        .at(alert.step(), alert.loop(), again))
                .settled();
    }

    Escalating resolved(Instant now) {
        return with(Edit.of(alert)
                        .resolved(now)
                        .at(alert.step(), alert.loop(), Optional.empty())
                        .handling(alert.handling().snoozed(Optional.empty())))
                .settled();
    }

    /// Nobody holds it any more; the steps go on where they were.
    Escalating letGo(Instant next) {
        return with(
                Edit.of(alert)
                        .state(Alert.State.TRIGGERED, Optional.empty(), Optional.empty())
                        .at(alert.step(), alert.loop(), Optional.of(next))
                        .handling(alert.handling().snoozed(Optional.empty())));
    }

    /// Knows more; who is paged next hears of it.
    Escalating knowing(Impact impact, List<ServiceId> more, String summary) {
        var all = new LinkedHashSet<>(services);
        all.addAll(more);
        return new Escalating(
                        alert,
                        List.copyOf(all),
                        pending,
                        lastResort,
                        reachedSomeone,
                        Optional.of(new Known(impact, round())),
                        group,
                        told)
                .told(summary);
    }

    /// All begins anew, by this policy.
    Escalating newAlarm(PolicyId policy, Instant now) {
        Impact impact = known.map(Known::impact).orElse(Impact.MAJOR);
        Alert again =
                Edit.of(alert)
                        .policy(policy)
                        .state(Alert.State.TRIGGERED, Optional.empty(), Optional.empty())
                        .at(-1, 0, Optional.of(now))
                        .handling(alert.handling().snoozed(Optional.empty()))
                        .done();
        return new Escalating(
                again,
                services,
                List.of(),
                false,
                false,
                Optional.of(new Known(impact, round() + 1)),
                group,
                told);
    }

    /// Another alert of this group pages for it.
    Escalating following(AlertId into) {
        return with(Edit.of(alert)
                        .state(Alert.State.TRIGGERED, Optional.empty(), Optional.empty())
                        .at(alert.step(), alert.loop(), Optional.empty())
                        .handling(alert.handling().snoozed(Optional.empty())))
                .settled()
                .in(Optional.of(into));
    }

    /// Stands where the one that led it stood.
    Escalating inTheStepsOf(Escalating led) {
        Alert before = led.alert();
        return new Escalating(
                Edit.of(alert)
                        .policy(before.policy())
                        .state(before.state(), before.acknowledgedBy(), before.acknowledgedAt())
                        .at(before.step(), before.loop(), before.nextStepAt())
                        .handling(before.handling())
                        .done(),
                services,
                List.of(),
                led.lastResort(),
                led.reachedSomeone(),
                Optional.of(
                        new Known(
                                known.map(Known::impact).orElse(Impact.MAJOR),
                                Math.max(round(), led.round()) + 1)),
                group,
                led.told());
    }

    Escalating in(Optional<AlertId> other) {
        return new Escalating(
                alert, services, pending, lastResort, reachedSomeone, known, other, told);
    }

    Escalating plus(List<Pending> pages) {
        var all = new ArrayList<>(pending);
        all.addAll(pages);
        var everyone = new LinkedHashSet<>(told);
        pages.forEach(page -> page.person().ifPresent(everyone::add));
        return new Escalating(
                alert,
                services,
                all,
                lastResort,
                reachedSomeone || !pages.isEmpty(),
                known,
                group,
                everyone);
    }

    Escalating without(DeliveryId delivery) {
        return new Escalating(
                alert,
                services,
                pending.stream().filter(page -> !page.delivery().equals(delivery)).toList(),
                lastResort,
                reachedSomeone,
                known,
                group,
                told);
    }

    /// What was told is told anew: its pages have names of their own.
    Escalating retold() {
        Impact impact = known.map(Known::impact).orElse(Impact.MAJOR);
        return new Escalating(
                alert,
                services,
                pending,
                lastResort,
                reachedSomeone,
                Optional.of(new Known(impact, round() + 1)),
                group,
                told);
    }

    Escalating newRound() {
        return new Escalating(alert, services, pending, lastResort, false, known, group, told);
    }

    Escalating resorting() {
        return new Escalating(alert, services, pending, true, reachedSomeone, known, group, told);
    }

    private Escalating settled() {
        return new Escalating(
                alert, services, List.of(), lastResort, reachedSomeone, known, group, told);
    }

    private Escalating with(Edit edit) {
        return new Escalating(
                edit.done(), services, pending, lastResort, reachedSomeone, known, group, told);
    }
}
