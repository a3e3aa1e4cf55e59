package dev.bellwether.experiment;

import dev.bellwether.model.Site;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes the editions of campaigns that run, in the transaction that changes them.
///
/// Visitors who are divided otherwise are not added to those from before: their mix of days would
/// differ between variations, and a sum over both says the opposite of each (Simpson). So a change
/// of variations or weights begins a new period. Any other change is of what is measured, and the
/// new edition measures the whole period so.
record Editions(Tx tx, Site site) {
    void begin(Campaign campaign) {
        List<Edition> before = CampaignRows.editions(tx.sql(), site.id(), campaign.key());
        long number = before.isEmpty() ? 1 : before.getFirst().number() + 1;
        CampaignRows.put(tx, site, new Edition(number, tx.now(), "started", campaign));
    }

    /// The newest ends now, unless it has ended.
    void end(String key) {
        newest(key).ifPresent(this::end);
    }

    private void end(Edition edition) {
        Campaign campaign = edition.campaign();
        Instant now = latest(tx.now(), campaign.from().plusNanos(1_000));
        if (campaign.until().isEmpty() || campaign.until().get().isAfter(now)) {
            CampaignRows.put(
                    tx,
                    site,
                    new Edition(
                            edition.number(),
                            edition.madeAt(),
                            edition.why(),
                            campaign.until(Optional.of(now))));
        }
    }

    /// @return what is counted otherwise, in words
    List<String> changed(SiteCampaign kept, SiteCampaign was, List<Metric> metrics) {
        CampaignPlan plan = kept.plan();
        Optional<Edition> newest =
                kept.state() == SiteCampaign.State.RUNNING ? newest(plan.key()) : Optional.empty();
        if (newest.isEmpty()) {
            Instant from = kept.state() == SiteCampaign.State.DRAFT ? tx.now() : Instant.EPOCH;
            return CampaignDifference.words(
                    was.plan().from(from, was.plan().until(), metrics),
                    PlanRules.checked(plan, from, metrics));
        }
        Edition edition = newest.get();
        Campaign before = edition.campaign();
        Campaign now = PlanRules.checked(plan, before.from(), metrics);
        List<String> words = CampaignDifference.words(before, now);
        if (words.isEmpty()) {
            return words;
        }
        boolean isDividedAnew = !before.variations().equals(now.variations());
        if (isDividedAnew) {
            end(edition);
            now = PlanRules.checked(plan, tx.now(), metrics);
        }
        CampaignRows.put(
                tx,
                site,
                new Edition(edition.number() + 1, tx.now(), String.join("; ", words), now));
        return words;
    }

    /// A metric of the site measures otherwise: so do the campaigns that run and use it.
    void remeasured(List<Metric> metrics) {
        for (SiteCampaign kept : CampaignRows.of(tx.sql(), site.id())) {
            if (kept.state() == SiteCampaign.State.RUNNING) {
                changed(kept, kept, metrics);
            }
        }
    }

    private Optional<Edition> newest(String key) {
        return CampaignRows.editions(tx.sql(), site.id(), key).stream().findFirst();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
