package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Impact;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import java.util.List;

/// What can happen to an alert.
sealed interface AlertEvent {
    /// The time of its next step has come.
    record StepDue() implements AlertEvent {}

    /// Every contact method of a page is exhausted.
    record Failed(DeliveryId delivery) implements AlertEvent {}

    /// A page arrived, or nobody needs it.
    record Settled(DeliveryId delivery) implements AlertEvent {}

    record Acknowledged(Actor actor) implements AlertEvent {}

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
    record Resolved(Actor actor, String why) implements AlertEvent {}
}
