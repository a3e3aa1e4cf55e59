package dev.bellwether.experiment;

import dev.bellwether.statistics.Family;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A campaign as people set it, with metrics of the site by their keys. Started, it becomes a
/// [Campaign].
///
/// @param key as exposures name it
/// @param name for people
/// @param description for people, up to 2,000 characters
/// @param until its planned end; exposures from it on do not count
/// @param plannedVisitors of all variations, at which the intervals shall be tightest; 100 to 10⁹
/// @param staleAfter how old figures may be while it runs, 10 minutes to 30 days
public record CampaignPlan(
        String key,
        String name,
        String description,
        Kind kind,
        List<Campaign.Arm> variations,
        Optional<Instant> until,
        ZoneId zone,
        Campaign.Multiple multiple,
        List<String> slices,
        List<Chosen> metrics,
        long plannedVisitors,
        Duration staleAfter) {
    public static final long PLANNED_VISITORS = 10_000;
    public static final Duration STALE_AFTER = Duration.ofDays(1);

    public CampaignPlan {
        variations = List.copyOf(variations);
        slices = List.copyOf(slices);
        metrics = List.copyOf(metrics);
    }

    public enum Kind {
        EXPERIMENT,
        /// Visitors were chosen, not dealt: what differs may differ for any reason.
        PERSONALISATION,
        /// A feature that is given to more and more visitors by chance.
        ROLLOUT;

        public boolean isRandomised() {
            return this != PERSONALISATION;
        }
    }

    /// A metric of the site, and what it is for here.
    public record Chosen(String metric, Family.Role role) {}

    /// What is counted from `from` on.
    ///
    /// @param site its metrics, those that are named among them
    Campaign from(Instant from, Optional<Instant> end, List<Metric> site) {
        return new Campaign(
                key,
                variations,
                from,
                end,
                zone,
                multiple,
                slices,
                metrics.stream()
                        .flatMap(chosen ->
                                site.stream()
                                        .filter(metric -> metric.key().equals(chosen.metric()))
                                        .map(metric -> metric.as(chosen.role())))
                        .toList());
    }
}
