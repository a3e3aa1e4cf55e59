package dev.bellwether.experiment;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CampaignChanged.What;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Site;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.Optional;

/// The metrics of sites, which campaigns use by their keys. Safe for many threads.
public final class MetricBook {
    /// Metrics of one site.
    public static final int MOST = 1_000;

    private final Store store;

    MetricBook(Store store) {
        this.store = store;
    }

    /// By key.
    public List<Kept<Metric>> list(Site site) {
        return store.read(sql -> KeptRows.METRICS.of(sql, site.id()));
    }

    /// @throws NotFound when the site has no such metric
    public Kept<Metric> get(Site site, String key) {
        return store.read(sql -> KeptRows.METRICS.find(sql, site.id(), key))
                .orElseThrow(() -> new NotFound(CampaignLines.METRIC, key));
    }

    /// Makes a metric, or changes it; campaigns that run and use it are measured by it as it is
    /// now, from their beginning, and say so.
    ///
    /// @param version that was read; 0 makes one
    /// @throws InvalidInput naming everything that is wrong
    /// @throws Conflict when it has another version, or is there already
    public Kept<Metric> save(Site site, Metric metric, long version, Actor actor) {
        return store.write(tx -> {
            CampaignRows.hold(tx, site);
            List<Kept<Metric>> all = KeptRows.METRICS.of(tx.sql(), site.id());
            Optional<Kept<Metric>> before =
                    KeptRows.METRICS.find(tx.sql(), site.id(), metric.key());
            Versions.check(CampaignLines.METRIC, metric.key(), before.map(Kept::version), version);
            if (before.isEmpty() && all.size() >= MOST) {
                throw new Conflict("A site has at most " + MOST + " metrics");
            }
            PlanRules.refuse(metric);
            var kept = new Kept<>(metric, version + 1, tx.now());
            KeptRows.METRICS.put(tx, site, kept);
            new Editions(tx, site)
                    .remeasured(
                            KeptRows.METRICS.of(tx.sql(), site.id()).stream()
                                    .map(Kept::thing)
                                    .toList());
            if (before.filter(was -> was.thing().equals(metric)).isEmpty()) {
                new CampaignLines(tx, site, actor)
                        .metric(
                                metric.key(),
                                before.isPresent() ? What.SAVED : What.MADE,
                                CampaignWords.measure(metric.measure()));
            }
            return kept;
        });
    }

    /// @throws NotFound when the site has no such metric
    /// @throws Conflict when a campaign uses it
    public void remove(Site site, String key, Actor actor) {
        store.run(tx -> {
            CampaignRows.hold(tx, site);
            if (KeptRows.METRICS.find(tx.sql(), site.id(), key).isEmpty()) {
                throw new NotFound(CampaignLines.METRIC, key);
            }
            CampaignRows.of(tx.sql(), site.id()).stream()
                    .filter(kept ->
                            kept.plan().metrics().stream()
                                    .anyMatch(chosen -> chosen.metric().equals(key)))
                    .findFirst()
                    .ifPresent(kept -> {
                        throw new Conflict(
                                "The campaign '" + kept.key() + "' uses the metric '" + key + "'");
                    });
            KeptRows.METRICS.remove(tx, site.id(), key);
            new CampaignLines(tx, site, actor).metric(key, What.REMOVED, "");
        });
    }
}
