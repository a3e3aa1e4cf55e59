package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.util.Map;

/// Sites whose events stand elsewhere, such as in the country of their visitors.
///
/// @param stores how the events of each region are kept, by its name
/// @param sites of which region a site is; the others are of none
public record EventRegions(Map<String, EventSettings> stores, Map<SiteId, String> sites) {
    public static final EventRegions NONE = new EventRegions(Map.of(), Map.of());

    /// @throws IllegalArgumentException when a site is of a region that is not there
    public EventRegions {
        stores = Map.copyOf(stores);
        sites = Map.copyOf(sites);
        for (Map.Entry<SiteId, String> site : sites.entrySet()) {
            if (!stores.containsKey(site.getValue())) {
                throw new IllegalArgumentException(
                        "the site '%s' is of the region '%s', which is not set up"
                                .formatted(site.getKey().value(), site.getValue()));
            }
        }
    }
}
