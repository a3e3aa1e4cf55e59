package dev.bellwether.experiment;

import dev.bellwether.model.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the sums of campaigns come from.
interface Tallies {
    /// @param filter for each slice that is looked at, the values of which a visitor has one
    /// @throws dev.bellwether.analytics.EventsUnavailable when it cannot be answered now, nor was
    ///   before
    Tally of(SiteId site, Campaign campaign, Map<String, Set<String>> filter);

    /// Which values the slices have, as [Results#slices].
    List<Results.SliceValue> slices(SiteId site, Campaign campaign, int most);

    /// Of everybody, as they were when they were last brought up to date, at once; of a campaign
    /// that nobody asked for yet, as they are now.
    ///
    /// @throws dev.bellwether.analytics.EventsUnavailable as [#of]
    Tally kept(SiteId site, Campaign campaign);
}
