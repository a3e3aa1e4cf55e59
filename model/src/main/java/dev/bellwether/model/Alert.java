package dev.bellwether.model;

import java.time.Instant;
import java.util.Optional;

/// What an on-call person must handle. One per incident.
///
/// @param step index of the step last taken, -1 before the first
/// @param loop how often the steps have begun again
/// @param nextStepAt when the next step is due, or when it triggers again if it is acknowledged;
///   empty when nothing more will be paged by itself
/// @param handling how much it hurries, and what people made of it
public record Alert(
        AlertId id,
        OrganizationId organization,
        IncidentId incident,
        PolicyId policy,
        State state,
        String title,
        String summary,
        Instant triggeredAt,
        int step,
        int loop,
        Optional<Instant> nextStepAt,
        Optional<Actor> acknowledgedBy,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> resolvedAt,
        Handling handling) {
    public Alert {
        // Rows of a release that did not keep it.
        handling = handling == null ? Handling.PLAIN : handling;
    }

    /// One of high urgency that nobody has handled.
    public Alert(
            AlertId id,
            OrganizationId organization,
            IncidentId incident,
            PolicyId policy,
            State state,
            String title,
            String summary,
            Instant triggeredAt,
            int step,
            int loop,
            Optional<Instant> nextStepAt,
            Optional<Actor> acknowledgedBy,
            Optional<Instant> acknowledgedAt,
            Optional<Instant> resolvedAt) {
        this(
                id,
                organization,
                incident,
                policy,
                state,
                title,
                summary,
                triggeredAt,
                step,
                loop,
                nextStepAt,
                acknowledgedBy,
                acknowledgedAt,
                resolvedAt,
                Handling.PLAIN);
    }

    /// How an alert is handled.
    ///
    /// @param priority how much it matters
    /// @param urgency how much it hurries: which of the notification rules count
    /// @param snoozedUntil when it triggers again because somebody put it off
    /// @param assigned who is paged before the steps of the policy, because somebody said so
    /// @param mergedInto the alert it follows: that one pages for both
    /// @param others how many open alerts follow it
    public record Handling(
            InboundAlert.Priority priority,
            Urgency urgency,
            Optional<Instant> snoozedUntil,
            Optional<EscalationPolicy.Target> assigned,
            Optional<AlertId> mergedInto,
            int others) {
        public static final Handling PLAIN = of(InboundAlert.Priority.P3, Urgency.HIGH);

        public static Handling of(InboundAlert.Priority priority, Urgency urgency) {
            return new Handling(
                    priority, urgency, Optional.empty(), Optional.empty(), Optional.empty(), 0);
        }

        public Handling ranked(InboundAlert.Priority rank, Urgency hurry) {
            return new Handling(rank, hurry, snoozedUntil, assigned, mergedInto, others);
        }

        public Handling snoozed(Optional<Instant> until) {
            return new Handling(priority, urgency, until, assigned, mergedInto, others);
        }

        public Handling assigned(Optional<EscalationPolicy.Target> to) {
            return new Handling(priority, urgency, snoozedUntil, to, mergedInto, others);
        }

        public Handling following(Optional<AlertId> leader, int followers) {
            return new Handling(priority, urgency, snoozedUntil, assigned, leader, followers);
        }
    }

    public enum State {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    public boolean isOpen() {
        return state != State.RESOLVED;
    }
}
