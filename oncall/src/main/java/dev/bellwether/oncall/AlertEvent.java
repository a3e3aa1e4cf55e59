package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.DeliveryId;

/// What can happen to an alert.
sealed interface AlertEvent {
    /// The time of its next step has come.
    record StepDue() implements AlertEvent {}

    /// Every contact method of a page is exhausted.
    record Failed(DeliveryId delivery) implements AlertEvent {}

    /// A page arrived, or nobody needs it.
    record Settled(DeliveryId delivery) implements AlertEvent {}

    record Acknowledged(Actor actor) implements AlertEvent {}

    /// @param why said on the timeline
    record Resolved(Actor actor, String why) implements AlertEvent {}
}
