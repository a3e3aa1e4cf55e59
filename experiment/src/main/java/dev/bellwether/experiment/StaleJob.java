package dev.bellwether.experiment;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.DataStale;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when the figures of a campaign that runs become too old, and when they are fresh again:
/// once each, whoever of several nodes sees it first. It brings their sums up to date on the way,
/// so that whoever looks does not wait. At most [#MOST] at a time, and where more are running those
/// that follow at the next: half of the states that are kept stay for whoever asks.
final class StaleJob implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(StaleJob.class);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
    static final int MOST = StateResults.MOST / 2;

    private final Store store;
    private final Tallies tallies;
    private final Rounds rounds = new Rounds(MOST);

    StaleJob(Store store, Tallies tallies) {
        this.store = store;
        this.tallies = tallies;
    }

    @Override
    public String name() {
        return "campaigns-stale";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        for (CampaignRows.Running one : rounds.next(store.read(CampaignRows::running))) {
            List<Edition> editions =
                    store.read(sql -> CampaignRows.editions(sql, one.site(), one.kept().key()));
            if (!editions.isEmpty()) {
                try {
                    Edition edition = editions.getFirst();
                    look(one, edition, tallies.of(one.site(), edition.campaign(), Map.of()), now);
                } catch (EventsUnavailable e) {
                    LOG.warn("How old the figures of {} are cannot be told now", one, e);
                }
            }
        }
        return now.plus(LOOK_AGAIN);
    }

    private void look(CampaignRows.Running one, Edition edition, Tally tally, Instant now) {
        var freshness = FreshnessReader.read(one.kept(), edition, tally, now);
        if (freshness.stale() == one.kept().staleSince().isPresent()) {
            return;
        }
        store.run(tx -> {
            if (CampaignRows.stale(tx, one.site(), one.kept().key(), freshness.staleSince())) {
                tx.journal(
                        one.organization(),
                        new DataStale(
                                one.site(),
                                one.kept().key(),
                                freshness.stale(),
                                tally.asOf(),
                                freshness.words()));
            }
        });
    }
}
