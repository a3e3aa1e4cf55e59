package dev.bellwether.model;

import java.util.Optional;

/// What became of a delivery.
///
/// @param attempt 1 for the first
/// @param possibleDuplicate the one before may have arrived although we never heard so
/// @param detail the transport's receipt, or why not
public record DeliveryChanged(
        DeliveryId delivery,
        Optional<AlertId> alert,
        Optional<IncidentId> incident,
        Optional<PersonId> person,
        Channel channel,
        State state,
        int attempt,
        boolean possibleDuplicate,
        String detail)
        implements Fact {
    public enum State {
        QUEUED,
        /// Handed to a provider that tells later what became of it.
        SENT,
        DELIVERED,
        TRYING_AGAIN,
        /// This contact method is exhausted; the next one is tried.
        GAVE_UP,
        /// Every contact method is exhausted: the step escalates now.
        FAILED,
        /// Nobody needs it any more.
        CANCELLED
    }
}
