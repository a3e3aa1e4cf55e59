package dev.bellwether.model;

import java.time.Instant;

/// The figures of a running campaign have become older than they may be, or are fresh again.
///
/// @param stale whether they are
/// @param asOf what they tell of at the latest
/// @param why in words
public record DataStale(SiteId site, String campaign, boolean stale, Instant asOf, String why)
        implements Signal {
    public String subject() {
        return CampaignChanged.subject(site, "campaign", campaign);
    }
}
