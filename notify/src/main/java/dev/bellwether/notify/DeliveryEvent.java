package dev.bellwether.notify;

import java.time.Instant;
import java.util.Optional;

/// What can happen to a message.
sealed interface DeliveryEvent {
    /// Somebody takes it up until then.
    record Leased(Instant until) implements DeliveryEvent {}

    /// @param attempt the attempt that is answered: one that was given up as lost may answer late
    record Answered(int attempt, Outcome outcome) implements DeliveryEvent {}

    /// Who took it up is gone, or has not come back in time.
    record LeaseLost() implements DeliveryEvent {}

    /// The provider says what became of an attempt. Receipts may come late, twice, and in any
    /// order.
    record Receipt(int attempt, Said said, String detail) implements DeliveryEvent {
        enum Said {
            ON_ITS_WAY,
            ARRIVED,
            REFUSED
        }
    }

    /// The provider has said nothing for as long as we wait.
    record ReceiptOverdue() implements DeliveryEvent {}

    /// Nobody needs it any more.
    ///
    /// @param resolved whether those who got it are to hear that it is over
    /// @param goesOnAs the incident in which theirs goes on; empty when it is over indeed
    record Withdrawn(String why, boolean resolved, Optional<String> goesOnAs)
            implements DeliveryEvent {
        Withdrawn(String why, boolean resolved) {
            this(why, resolved, Optional.empty());
        }
    }
}
