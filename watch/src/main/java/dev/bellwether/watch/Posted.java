package dev.bellwether.watch;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.util.List;

/// Something that was read and accepted, and waits for its turn to be decided.
///
/// @param id of its line in the delivery log
/// @param at when it was accepted: whatever it does, it did then
/// @param bytes as it came
/// @param payload as the log keeps it, without secrets
record Posted(
        OrganizationId organization,
        IntegrationId integration,
        String id,
        Instant at,
        long bytes,
        String protocol,
        List<InboundEvent> events,
        String payload) {
    Posted {
        events = List.copyOf(events);
    }
}
