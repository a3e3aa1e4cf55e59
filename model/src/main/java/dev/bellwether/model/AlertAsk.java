package dev.bellwether.model;

import java.time.Instant;
import java.util.Optional;

/// What the sender of an alert may want done with it, besides an acknowledgement.
public sealed interface AlertAsk {
    /// Nobody is paged until then, and it triggers again.
    record Snooze(Instant until) implements AlertAsk {}

    /// Nobody has it any more: it pages again from the first step.
    record LetGo() implements AlertAsk {}

    /// @param policy that pages from now on; empty: the next step of its own, at once
    record Escalate(Optional<PolicyId> policy) implements AlertAsk {}

    /// @param name of the person, for the timeline
    record Assign(PersonId person, String name) implements AlertAsk {}

    /// Somebody more is paged at once, and the steps go on as they would.
    ///
    /// @param target a person, or whoever is on call in a schedule
    /// @param name of the target, for the timeline
    record Join(EscalationPolicy.Target target, String name) implements AlertAsk {}

    /// It matters more, or less, than was said.
    record Rank(InboundAlert.Priority priority) implements AlertAsk {}
}
