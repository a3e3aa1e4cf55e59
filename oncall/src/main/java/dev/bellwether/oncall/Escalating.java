package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An alert and where its escalation stands.
///
/// @param services those that page; while all of them are in maintenance, nobody is paged
/// @param pending pages of which no end was heard yet
/// @param lastResort the steps are over; the owners are paged until somebody acknowledges
/// @param reachedSomeone somebody was paged in this round
record Escalating(
        Alert alert,
        List<ServiceId> services,
        List<Pending> pending,
        boolean lastResort,
        boolean reachedSomeone) {
    Escalating {
        services = List.copyOf(services);
        pending = List.copyOf(pending);
    }

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
        return new Escalating(stopped, services, List.of(), lastResort, reachedSomeone);
    }

    private Escalating with(Alert other) {
        return new Escalating(other, services, pending, lastResort, reachedSomeone);
    }

    Escalating plus(List<Pending> pages) {
        var all = new ArrayList<>(pending);
        all.addAll(pages);
        return new Escalating(alert, services, all, lastResort, reachedSomeone || !pages.isEmpty());
    }

    Escalating without(DeliveryId delivery) {
        return new Escalating(
                alert,
                services,
                pending.stream().filter(page -> !page.delivery().equals(delivery)).toList(),
                lastResort,
                reachedSomeone);
    }

    Escalating newRound() {
        return new Escalating(alert, services, pending, lastResort, false);
    }

    Escalating resorting() {
        return new Escalating(alert, services, pending, true, reachedSomeone);
    }
}
