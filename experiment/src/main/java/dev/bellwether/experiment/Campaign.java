package dev.bellwether.experiment;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What a campaign's results are made from.
///
/// @param key as exposures name it
/// @param variations the first is the control; an exposure to another does not count
/// @param from exposures before it do not count
/// @param until exposures from it on do not count; empty while nobody knows
/// @param zone whose days are meant
/// @param multiple what becomes of visitors who saw two variations
/// @param slices properties of the first exposure by which results may be cut, at most
///   [CampaignRules#MOST_SLICES]
public record Campaign(
        String key,
        List<Arm> variations,
        Instant from,
        Optional<Instant> until,
        ZoneId zone,
        Multiple multiple,
        List<String> slices,
        List<Metric> metrics) {
    public Campaign {
        variations = List.copyOf(variations);
        slices = List.copyOf(slices);
        metrics = List.copyOf(metrics);
    }

    /// @param weight any positive scale; the share of visitors that was set
    public record Arm(String name, double weight) {}

    /// Visitors who were exposed to several variations.
    public enum Multiple {
        /// They are counted, shown, and left out of the effect.
        LEFT_OUT,
        /// They belong to the variation they saw first.
        BY_FIRST
    }

    Campaign until(Optional<Instant> end) {
        return new Campaign(key, variations, from, end, zone, multiple, slices, metrics);
    }

    /// @throws dev.bellwether.model.InvalidInput naming all that is wrong
    public Campaign checked() {
        CampaignRules.refuse(this);
        return this;
    }
}
