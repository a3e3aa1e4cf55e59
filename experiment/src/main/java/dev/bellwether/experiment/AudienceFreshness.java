package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How old the figures of an audience are. Pure.
final class AudienceFreshness {
    /// Without any event of the site for so long, or with figures as old, the data are late.
    static final Duration STALE_AFTER = CampaignPlan.STALE_AFTER;

    private AudienceFreshness() {}

    /// @param trouble why the figures are not of now; empty when they are
    static Freshness read(
            Instant asOf, Optional<Instant> newest, Optional<String> trouble, Instant now) {
        Instant last = newest.filter(at -> at.isBefore(asOf)).orElse(asOf);
        Instant limit = last.plus(STALE_AFTER);
        Optional<Instant> since = limit.isBefore(now) ? Optional.of(limit) : Optional.empty();
        return new Freshness(
                asOf, newest, since, FreshnessReader.words(asOf, newest, since, trouble, now));
    }
}
