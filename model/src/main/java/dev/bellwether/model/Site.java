package dev.bellwether.model;

import java.time.Duration;
import java.time.Instant;

/// A site, whose visitors' events are kept.
///
/// @param key lets events in and nothing else; it stands in pages that anybody can read
/// @param retentionDays how long events are kept, 1 to 3,660 days
public record Site(
        SiteId id, OrganizationId organization, String name, String key, int retentionDays) {
    /// Before it nothing is kept.
    public Instant oldest(Instant now) {
        return now.minus(Duration.ofDays(retentionDays));
    }
}
