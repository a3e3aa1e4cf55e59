package dev.bellwether.watch;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import java.util.Optional;

/// Somebody else's program that may raise alerts with us.
///
/// @param kind which sender it is, a slug of [Senders]; says how a webhook's body is read
/// @param service what its alerts are about, where no route says otherwise
/// @param published whether status pages tell of its alerts at once; else they are for people who
///   work here
/// @param perMinute the most requests a minute; more are answered 429
/// @param mapping for the kind `json` only
/// @param secret what the sender signs with; [Checks#KEPT] when one is kept; empty when it does not
///   sign
public record Integration(
        IntegrationId id,
        OrganizationId organization,
        String name,
        String kind,
        ServiceId service,
        boolean published,
        int perMinute,
        Optional<InboundMapping> mapping,
        Optional<String> secret) {
    /// What PagerDuty takes at most.
    public static final int PER_MINUTE = 10_000;

    Integration with(Optional<String> other) {
        return new Integration(
                id, organization, name, kind, service, published, perMinute, mapping, other);
    }
}
