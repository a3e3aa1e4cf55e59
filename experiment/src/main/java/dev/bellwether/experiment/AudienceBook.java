package dev.bellwether.experiment;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CampaignChanged;
import dev.bellwether.model.CampaignChanged.What;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Site;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.Optional;

/// The audiences of sites as people keep and change them. Each change is told in the journal in the
/// transaction that makes it, and refused when somebody else changed the same one meanwhile. Safe
/// for many threads.
public final class AudienceBook {
    /// Audiences of one site.
    public static final int MOST = 50;

    private final Store store;

    AudienceBook(Store store) {
        this.store = store;
    }

    /// By key.
    public List<Kept<Audience>> list(Site site) {
        return store.read(sql -> KeptRows.AUDIENCES.of(sql, site.id()));
    }

    /// @throws NotFound when the site has no such audience
    public Kept<Audience> get(Site site, String key) {
        return store.read(sql -> KeptRows.AUDIENCES.find(sql, site.id(), key))
                .orElseThrow(() -> new NotFound(CampaignLines.AUDIENCE, key));
    }

    /// Makes an audience, or changes it.
    ///
    /// @param version that was read; 0 makes one
    /// @throws InvalidInput naming everything that is wrong
    /// @throws Conflict when it has another version, or is there already
    public Kept<Audience> save(Site site, Audience audience, long version, Actor actor) {
        return store.write(tx -> {
            CampaignRows.hold(tx, site);
            Optional<Kept<Audience>> before =
                    KeptRows.AUDIENCES.find(tx.sql(), site.id(), audience.key());
            Versions.check(
                    CampaignLines.AUDIENCE, audience.key(), before.map(Kept::version), version);
            if (before.isEmpty() && KeptRows.AUDIENCES.of(tx.sql(), site.id()).size() >= MOST) {
                throw new Conflict("A site has at most " + MOST + " audiences");
            }
            var kept = new Kept<>(audience.checked(), version + 1, tx.now());
            KeptRows.AUDIENCES.put(tx, site, kept);
            List<String> words = AudienceDifference.words(before.map(Kept::thing), audience);
            if (!words.isEmpty()) {
                new CampaignLines(tx, site, actor)
                        .audience(
                                audience.key(), before.isPresent() ? What.SAVED : What.MADE, words);
            }
            return kept;
        });
    }

    /// @throws NotFound when the site has no such audience
    public void remove(Site site, String key, Actor actor) {
        store.run(tx -> {
            CampaignRows.hold(tx, site);
            if (KeptRows.AUDIENCES.find(tx.sql(), site.id(), key).isEmpty()) {
                throw new NotFound(CampaignLines.AUDIENCE, key);
            }
            KeptRows.AUDIENCES.remove(tx, site.id(), key);
            new CampaignLines(tx, site, actor).audience(key, What.REMOVED, List.of());
        });
    }

    /// What was done to an audience, the newest first: lines with a [CampaignChanged].
    ///
    /// @param limit 1 to 200
    public List<Line> history(Site site, String key, int limit) {
        return store.journal()
                .about(
                        site.organization(),
                        CampaignChanged.subject(site.id(), CampaignLines.AUDIENCE, key),
                        Long.MAX_VALUE,
                        limit);
    }
}
