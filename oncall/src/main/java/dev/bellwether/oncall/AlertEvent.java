package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Impact;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What can happen to an alert.
sealed interface AlertEvent {
    /// The time of its next step has come, or that at which it triggers again.
    record StepDue() implements AlertEvent {}

    /// Every contact method of a page is exhausted.
    record Failed(DeliveryId delivery) implements AlertEvent {}

    /// A page arrived, or nobody needs it.
    record Settled(DeliveryId delivery) implements AlertEvent {}

    /// @param holds after which it triggers again if it is not over; empty for never
    record Acknowledged(Actor actor, Optional<Duration> holds) implements AlertEvent {}

    /// Put off until then, when it triggers again.
    record Snoozed(Actor actor, Instant until) implements AlertEvent {}

    /// Whoever had it has it no more.
    record LetGo(Actor actor) implements AlertEvent {}

    /// The next step is wanted at once.
    record Hastened(Actor actor) implements AlertEvent {}

    /// Somebody else is to have it.
    ///
    /// @param name of the target, for the timeline
    record Assigned(Actor actor, Target target, String name) implements AlertEvent {}

    /// Somebody more is told at once; the steps go on as they would.
    ///
    /// @param name of the target, for the timeline
    record Joined(Actor actor, Target target, String name) implements AlertEvent {}

    /// More have joined it than those who were paged know of.
    record Grown() implements AlertEvent {}

    /// Another policy pages from now on.
    record Moved(Actor actor, PolicyId policy, String name) implements AlertEvent {}

    record Ranked(Actor actor, InboundAlert.Priority priority, Urgency urgency)
            implements AlertEvent {}

    /// Another alert pages for it from now on.
    record Merged(Actor actor, AlertId leader, String title) implements AlertEvent {}

    /// It pages for itself, and for those that followed the one that led them.
    ///
    /// @param led the one before, as it stood when it ended
    record Promoted(Escalating led) implements AlertEvent {}

    /// It is worse than those who were paged know, or more services page.
    ///
    /// @param policy by which it pages from now on, if it has to begin anew
    /// @param why said on the timeline
    record Worsened(
            Impact impact, List<ServiceId> services, PolicyId policy, String summary, String why)
            implements AlertEvent {
        public Worsened {
            services = List.copyOf(services);
        }
    }

    /// @param why said on the timeline
    /// @param together those that follow it are over with it; else one of them pages from now on
    /// @param goesOnAs the incident in which its own goes on; empty when it is over
    record Resolved(Actor actor, String why, boolean together, Optional<String> goesOnAs)
            implements AlertEvent {
        Resolved(Actor actor, String why, boolean together) {
            this(actor, why, together, Optional.empty());
        }
    }
}
