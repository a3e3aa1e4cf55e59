package dev.bellwether.notify;

import java.time.Instant;

/// What can happen to a message.
sealed interface DeliveryEvent {
    /// Somebody takes it up until then.
    record Leased(Instant until) implements DeliveryEvent {}

    /// @param attempt the attempt that is answered: one that was given up as lost may answer late
    record Answered(int attempt, Outcome outcome) implements DeliveryEvent {}

    /// Who took it up is gone, or has not come back in time.
    record LeaseLost() implements DeliveryEvent {}

    /// Nobody needs it any more.
    ///
    /// @param resolved whether those who got it are to hear that it is over
    record Withdrawn(String why, boolean resolved) implements DeliveryEvent {}
}
