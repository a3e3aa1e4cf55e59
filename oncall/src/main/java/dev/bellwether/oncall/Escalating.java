package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
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

/// An alert and where its escalation stands.
///
/// @param services those that page; while all of them are in maintenance, nobody is paged
/// @param pending pages of which no end was heard yet
/// @param lastResort the steps are over; the owners are paged until somebody acknowledges
/// @param reachedSomeone somebody was paged in this round
/// @param known empty for an alert of a release that did not keep it
record Escalating(
        Alert alert,
        List<ServiceId> services,
        List<Pending> pending,
        boolean lastResort,
        boolean reachedSomeone,
        Optional<Known> known) {
    Escalating {
        services = List.copyOf(services);
        pending = List.copyOf(pending);
    }

    /// What those who were paged know.
    ///
    /// @param impact the worst they were told of
    /// @param round how often it got so much worse that all began anew; page ids tell rounds apart
    record Known(Impact impact, int round) {}

    record Pending(
            DeliveryId delivery, Optional<PersonId> person, Channel channel, int step, int loop) {}

    Escalating at(int step, int loop, Optional<Instant> next) {
        return with(
                new Alert(
                        alert.id(),
                        alert.organization(),
                        alert.incident(),
                        alert.policy(),
                        alert.state(),
                        alert.title(),
                        alert.summary(),
                        alert.triggeredAt(),
                        step,
                        loop,
                        next,
                        alert.acknowledgedBy(),
                        alert.acknowledgedAt(),
                        alert.resolvedAt()));
    }

    Escalating next(Instant at) {
        return at(alert.step(), alert.loop(), Optional.of(at));
    }

    Escalating told(String summary) {
        return with(
                new Alert(
                        alert.id(),
                        alert.organization(),
                        alert.incident(),
                        alert.policy(),
                        alert.state(),
                        alert.title(),
                        summary,
                        alert.triggeredAt(),
                        alert.step(),
                        alert.loop(),
                        alert.nextStepAt(),
                        alert.acknowledgedBy(),
                        alert.acknowledgedAt(),
                        alert.resolvedAt()));
    }

    Escalating acknowledged(Actor actor, Instant now) {
        return stopped(
                Alert.State.ACKNOWLEDGED, Optional.of(actor), Optional.of(now), Optional.empty());
    }

    Escalating resolved(Instant now) {
        return stopped(
                Alert.State.RESOLVED,
                alert.acknowledgedBy(),
                alert.acknowledgedAt(),
                Optional.of(now));
    }

    private Escalating stopped(
            Alert.State state,
            Optional<Actor> by,
            Optional<Instant> acknowledged,
            Optional<Instant> resolved) {
        Alert stopped =
                new Alert(
                        alert.id(),
                        alert.organization(),
                        alert.incident(),
                        alert.policy(),
                        state,
                        alert.title(),
                        alert.summary(),
                        alert.triggeredAt(),
                        alert.step(),
                        alert.loop(),
                        Optional.empty(),
                        by,
                        acknowledged,
                        resolved);
        return new Escalating(stopped, services, List.of(), lastResort, reachedSomeone, known);
    }

    private Escalating with(Alert other) {
        return new Escalating(other, services, pending, lastResort, reachedSomeone, known);
    }

    Escalating plus(List<Pending> pages) {
        var all = new ArrayList<>(pending);
        all.addAll(pages);
        return new Escalating(
                alert, services, all, lastResort, reachedSomeone || !pages.isEmpty(), known);
    }

    Escalating without(DeliveryId delivery) {
        return new Escalating(
                alert,
                services,
                pending.stream().filter(page -> !page.delivery().equals(delivery)).toList(),
                lastResort,
                reachedSomeone,
                known);
    }

    Escalating newRound() {
        return new Escalating(alert, services, pending, lastResort, false, known);
    }

    Escalating resorting() {
        return new Escalating(alert, services, pending, true, reachedSomeone, known);
    }

    int round() {
        return known.map(Known::round).orElse(0);
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
                        Optional.of(new Known(impact, round())))
                .told(summary);
    }

    /// All begins anew, by this policy.
    Escalating newAlarm(PolicyId policy, Instant now) {
        var again =
                new Alert(
                        alert.id(),
                        alert.organization(),
                        alert.incident(),
                        policy,
                        Alert.State.TRIGGERED,
                        alert.title(),
                        alert.summary(),
                        alert.triggeredAt(),
                        -1,
                        0,
                        Optional.of(now),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new Escalating(
                again,
                services,
                List.of(),
                false,
                false,
                known.map(k -> new Known(k.impact(), k.round() + 1)));
    }
}
