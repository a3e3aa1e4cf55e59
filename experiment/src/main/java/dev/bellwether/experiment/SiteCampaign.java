package dev.bellwether.experiment;

import java.time.Instant;
import java.util.Optional;

/// A campaign as it is kept.
///
/// @param version one more with each change; who saves names the one they have read
/// @param archived kept with its history, and in no report
/// @param staleSince since when its figures are too old; empty while they are not
public record SiteCampaign(
        CampaignPlan plan,
        State state,
        long version,
        boolean archived,
        Instant changedAt,
        Optional<Instant> staleSince) {
    /// The names stand in the database: never change one.
    public enum State {
        DRAFT,
        RUNNING,
        STOPPED
    }

    public String key() {
        return plan.key();
    }

    SiteCampaign with(CampaignPlan other, Instant now) {
        return new SiteCampaign(other, state, version + 1, archived, now, staleSince);
    }

    SiteCampaign with(State other, Instant now) {
        return new SiteCampaign(plan, other, version + 1, archived, now, Optional.empty());
    }

    SiteCampaign archived(boolean other, Instant now) {
        return new SiteCampaign(plan, state, version + 1, other, now, staleSince);
    }
}
