package dev.bellwether.experiment;

import dev.bellwether.model.SiteId;
import java.time.Instant;

/// A campaign that runs and whose figures are older than it allows.
///
/// @param name for people
public record StaleCampaign(SiteId site, String key, String name, Instant since) {}
