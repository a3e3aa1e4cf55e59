package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import java.time.Instant;
import java.util.Optional;

/// One message to one person or channel, as it is shown.
///
/// @param target the mail address, or the host of a webhook (its path may be secret)
/// @param attempt attempts made so far with the present contact method
/// @param possibleDuplicate an attempt before may have arrived although nobody told us
/// @param nextAt when the next attempt is due; empty unless QUEUED
/// @param detail the transport's receipt, or why not
public record Delivery(
        DeliveryId id,
        OrganizationId organization,
        Kind kind,
        Optional<AlertId> alert,
        Optional<IncidentId> incident,
        Optional<PersonId> person,
        Channel channel,
        String target,
        State state,
        int attempt,
        boolean possibleDuplicate,
        Instant queuedAt,
        Optional<Instant> nextAt,
        Optional<Instant> finishedAt,
        String title,
        String detail) {
    public enum Kind {
        /// Somebody must act.
        PAGE,
        /// What they were paged for is over.
        RESOLVED,
        /// Somebody has taken it on: for channels that follow an alert.
        ACKNOWLEDGED,
        /// What could not be told while its channel was down.
        BACKLOG,
        /// A message that has to do with no alert: a code, an invitation.
        MAIL
    }

    public enum State {
        /// Waits for its first attempt or for the next one.
        QUEUED,
        SENDING,
        /// With a provider that has not said yet what became of it.
        SENT,
        DELIVERED,
        FAILED,
        CANCELLED
    }

    public boolean isFinished() {
        return state != State.QUEUED && state != State.SENDING && state != State.SENT;
    }
}
