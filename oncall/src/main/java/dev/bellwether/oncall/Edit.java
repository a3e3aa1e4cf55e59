package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.PolicyId;
import java.time.Instant;
import java.util.Optional;

/// An alert on its way to another that differs in a few things. For one thread.
final class Edit {
    private final Alert before;
    private PolicyId policy;
    private Alert.State state;
    private String summary;
    private int step;
    private int loop;
    private Optional<Instant> next;
    private Optional<Actor> acknowledgedBy;
    private Optional<Instant> acknowledgedAt;
    private Optional<Instant> resolvedAt;
    private Alert.Handling handling;

    private Edit(Alert alert) {
        this.before = alert;
        this.policy = alert.policy();
        this.state = alert.state();
        this.summary = alert.summary();
        this.step = alert.step();
        this.loop = alert.loop();
        this.next = alert.nextStepAt();
        this.acknowledgedBy = alert.acknowledgedBy();
        this.acknowledgedAt = alert.acknowledgedAt();
        this.resolvedAt = alert.resolvedAt();
        this.handling = alert.handling();
    }

    static Edit of(Alert alert) {
        return new Edit(alert);
    }

    Edit policy(PolicyId other) {
        policy = other;
        return this;
    }

    Edit summary(String text) {
        summary = text;
        return this;
    }

    Edit state(Alert.State other, Optional<Actor> by, Optional<Instant> at) {
        state = other;
        acknowledgedBy = by;
        acknowledgedAt = at;
        return this;
    }

    Edit resolved(Instant at) {
        state = Alert.State.RESOLVED;
        resolvedAt = Optional.of(at);
        return this;
    }

    Edit at(int newStep, int newLoop, Optional<Instant> due) {
        step = newStep;
        loop = newLoop;
        next = due;
        return this;
    }

    Edit handling(Alert.Handling other) {
        handling = other;
        return this;
    }

    Alert done() {
        return new Alert(
                before.id(),
                before.organization(),
                before.incident(),
                policy,
                state,
                before.title(),
                summary,
                before.triggeredAt(),
                step,
                loop,
                next,
                acknowledgedBy,
                acknowledgedAt,
                resolvedAt,
                handling);
    }
}
