package dev.bellwether.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Something that we did: it may be why something broke.
///
/// @param at when it was done
/// @param services what it touches; empty means nobody said
/// @param source who or what did it, such as a pipeline
/// @param link where more is told, an http or https address
public record Change(
        ChangeId id,
        OrganizationId organization,
        Kind kind,
        String title,
        String detail,
        Instant at,
        Set<ServiceId> services,
        String source,
        Optional<String> link) {
    public Change {
        services = Set.copyOf(services);
    }

    public enum Kind {
        DEPLOY,
        ROLLOUT,
        CONFIG,
        MIGRATION,
        OTHER
    }
}
