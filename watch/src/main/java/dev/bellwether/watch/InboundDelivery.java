package dev.bellwether.watch;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that came in, and what it did.
///
/// @param sender what the integration was called
/// @param protocol the slug of the [Sender] that read it
/// @param bytes as it came
/// @param refused nothing of it was taken, and `reason` says why
/// @param results of its events, the first hundred
/// @param events how many there were
/// @param kept whether its payload is kept, and it can be replayed
/// @param replayOf the delivery of which this is a replay
public record InboundDelivery(
        String id,
        OrganizationId organization,
        IntegrationId integration,
        String sender,
        String protocol,
        Instant at,
        long bytes,
        boolean refused,
        String reason,
        List<InboundResult> results,
        int events,
        boolean kept,
        Optional<String> replayOf) {
    static final int MOST_RESULTS = 100;

    public InboundDelivery {
        results = List.copyOf(results);
    }
}
