package dev.bellwether.experiment;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CampaignChanged;
import dev.bellwether.model.CampaignChanged.What;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The campaigns of sites as people keep and change them. Each change is told in the journal in the
/// transaction that makes it, and refused when somebody else changed the same thing meanwhile. A
/// change while a campaign runs makes an [Edition]. Safe for many threads.
public final class CampaignBook {
    /// Campaigns of one site, the archived ones too.
    public static final int MOST = 5_000;

    /// As a version: the thing is new.
    public static final long NEW = 0;

    private final Store store;

    CampaignBook(Store store) {
        this.store = store;
    }

    /// By key, the archived ones too.
    public List<SiteCampaign> list(Site site) {
        return store.read(sql -> CampaignRows.of(sql, site.id()));
    }

    /// Of all sites of an organization, those that run with figures that are too old, the longest
    /// first.
    public List<StaleCampaign> stale(OrganizationId organization, int most) {
        return store.read(sql -> CampaignRows.stale(sql, organization, most));
    }

    /// @throws NotFound when the site has no such campaign
    public SiteCampaign get(Site site, String key) {
        return store.read(sql -> CampaignRows.find(sql, site.id(), key))
                .orElseThrow(() -> new NotFound(CampaignLines.CAMPAIGN, key));
    }

    /// The newest first; empty while it was never started.
    public List<Edition> editions(Site site, String key) {
        return store.read(sql -> CampaignRows.editions(sql, site.id(), key));
    }

    /// The newest edition of each campaign that was ever started.
    public List<Edition> newest(Site site) {
        return store.read(sql -> CampaignRows.newest(sql, site.id()));
    }

    /// Makes a campaign, or changes it.
    ///
    /// @param version that was read; [#NEW] makes one
    /// @throws InvalidInput naming everything that is wrong
    /// @throws Conflict when it has another version, or is there already
    public SiteCampaign save(Site site, CampaignPlan plan, long version, Actor actor) {
        return store.write(tx -> {
            CampaignRows.hold(tx, site);
            Optional<SiteCampaign> before = CampaignRows.find(tx.sql(), site.id(), plan.key());
            Versions.check(
                    CampaignLines.CAMPAIGN, plan.key(), before.map(SiteCampaign::version), version);
            if (before.isEmpty() && CampaignRows.of(tx.sql(), site.id()).size() >= MOST) {
                throw new Conflict("A site has at most " + MOST + " campaigns, archived ones too");
            }
            SiteCampaign kept =
                    before.map(was -> was.with(plan, tx.now()))
                            .orElseGet(() ->
                                    new SiteCampaign(
                                            plan,
                                            SiteCampaign.State.DRAFT,
                                            1,
                                            false,
                                            tx.now(),
                                            Optional.empty()));
            CampaignRows.put(tx, site, kept);
            var lines = new CampaignLines(tx, site, actor);
            if (before.isEmpty()) {
                PlanRules.checked(plan, tx.now(), metrics(tx, site));
                lines.campaign(plan.key(), What.MADE, List.of("made"));
            } else {
                List<String> counted =
                        new Editions(tx, site).changed(kept, before.get(), metrics(tx, site));
                List<String> words = CampaignDifference.words(before.get().plan(), plan, counted);
                if (!words.isEmpty()) {
                    lines.campaign(plan.key(), What.SAVED, words);
                }
            }
            return kept;
        });
    }

    /// Counts from `from` on; again after a stop, from anew.
    ///
    /// @param from not after now, for events that are there already; empty: now
    /// @throws NotFound when the site has no such campaign
    /// @throws Conflict when it runs or is archived
    /// @throws InvalidInput when `from` is to come, or the plan does not fit it
    public SiteCampaign start(Site site, String key, Optional<Instant> from, Actor actor) {
        return store.write(tx -> {
            CampaignRows.hold(tx, site);
            SiteCampaign was = held(tx, site, key);
            if (was.archived()) {
                throw new Conflict("The campaign '" + key + "' is archived; restore it first");
            }
            if (was.state() == SiteCampaign.State.RUNNING) {
                throw new Conflict("The campaign '" + key + "' runs already");
            }
            Instant begin = from.orElse(tx.now());
            if (begin.isAfter(tx.now())) {
                throw new InvalidInput(
                        "from", "'" + begin + "' is to come; start it then, or leave it out");
            }
            Campaign campaign = PlanRules.checked(was.plan(), begin, metrics(tx, site));
            SiteCampaign kept = was.with(SiteCampaign.State.RUNNING, tx.now());
            CampaignRows.put(tx, site, kept);
            new Editions(tx, site).begin(campaign);
            new CampaignLines(tx, site, actor)
                    .campaign(
                            key,
                            What.STARTED,
                            List.of("started, counts from " + FlagWords.time(begin)));
            return kept;
        });
    }

    /// Exposures from now on do not count; goals do until their windows close.
    ///
    /// @throws NotFound when the site has no such campaign
    /// @throws Conflict when it does not run
    public SiteCampaign stop(Site site, String key, Actor actor) {
        return store.write(tx -> {
            CampaignRows.hold(tx, site);
            SiteCampaign was = held(tx, site, key);
            if (was.state() != SiteCampaign.State.RUNNING) {
                throw new Conflict("The campaign '" + key + "' does not run");
            }
            SiteCampaign kept = was.with(SiteCampaign.State.STOPPED, tx.now());
            CampaignRows.put(tx, site, kept);
            new Editions(tx, site).end(key);
            new CampaignLines(tx, site, actor).campaign(key, What.STOPPED, List.of("stopped"));
            return kept;
        });
    }

    /// Takes it out of reports and keeps it with its history; or takes it back.
    ///
    /// @throws NotFound when the site has no such campaign
    /// @throws Conflict when it runs
    public SiteCampaign archive(Site site, String key, boolean archived, Actor actor) {
        return store.write(tx -> {
            CampaignRows.hold(tx, site);
            SiteCampaign was = held(tx, site, key);
            if (was.archived() == archived) {
                return was;
            }
            if (was.state() == SiteCampaign.State.RUNNING) {
                throw new Conflict("The campaign '" + key + "' runs; stop it first");
            }
            SiteCampaign kept = was.archived(archived, tx.now());
            CampaignRows.put(tx, site, kept);
            new CampaignLines(tx, site, actor)
                    .campaign(
                            key,
                            archived ? What.ARCHIVED : What.RESTORED,
                            List.of(archived ? "archived" : "restored"));
            return kept;
        });
    }

    /// What was done to a campaign, the newest first: lines with a [CampaignChanged] or a
    /// [dev.bellwether.model.DataStale].
    ///
    /// @param limit 1 to 200
    public List<Line> history(Site site, String key, int limit) {
        return store.journal()
                .about(
                        site.organization(),
                        CampaignChanged.subject(site.id(), CampaignLines.CAMPAIGN, key),
                        Long.MAX_VALUE,
                        limit);
    }

    private static List<Metric> metrics(Tx tx, Site site) {
        return KeptRows.METRICS.of(tx.sql(), site.id()).stream().map(Kept::thing).toList();
    }

    private static SiteCampaign held(Tx tx, Site site, String key) {
        return CampaignRows.find(tx.sql(), site.id(), key)
                .orElseThrow(() -> new NotFound(CampaignLines.CAMPAIGN, key));
    }
}
