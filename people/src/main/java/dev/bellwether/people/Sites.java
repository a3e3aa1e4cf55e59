package dev.bellwether.people;

import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sites of an organization, and the keys by which their events come in. Safe for many threads.
public final class Sites {
    /// The most of one organization.
    public static final int MOST = 200;

    private static final String PREFIX = "site-";
    private static final int LONGEST_KEY = 60;
    private static final int LONGEST_DAYS = 3_660;

    /// How long what was read of a key counts: thousands of batches a second do not each read it.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Known(Site site, Instant until) {}

    private final Store store;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

    Sites(Store store, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /// By name; at most [#MOST].
    public List<Site> list(OrganizationId organization) {
        return store.read(sql -> SiteRows.of(sql, organization, MOST));
    }

    /// Those of every organization.
    public List<Site> all() {
        return store.read(SiteRows::all);
    }

    public Optional<Site> find(OrganizationId organization, SiteId id) {
        return store.read(sql -> SiteRows.find(sql, organization, id));
    }

    /// @throws NotFound when this organization has no such site
    public Site get(OrganizationId organization, SiteId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("site", id.value()));
    }

    /// The site whose key it is; what was read counts for a second.
    public Optional<Site> byKey(String key) {
        if (!key.startsWith(PREFIX) || key.length() > LONGEST_KEY) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Known kept = known.get(key);
        if (kept != null && now.isBefore(kept.until())) {
            return Optional.of(kept.site());
        }
        Optional<Site> read = store.read(sql -> SiteRows.byKey(sql, key));
        read.ifPresentOrElse(
                site -> known.put(key, new Known(site, now.plus(FRESH))), () -> known.remove(key));
        return read;
    }

    /// @param retentionDays 1 to 3,660
    /// @throws InvalidInput naming everything that is wrong
    /// @throws Conflict when there are [#MOST], or one of this name
    public Site make(Principal by, String name, int retentionDays) {
        by.require(Scope.WRITE);
        String good = check(name, retentionDays);
        return store.write(tx -> {
            Organizations.lock(tx, by.organization());
            if (SiteRows.of(tx.sql(), by.organization(), MOST).size() >= MOST) {
                throw new Conflict("An organization has at most " + MOST + " sites");
            }
            var site =
                    new Site(
                            new SiteId(tx.newId()),
                            by.organization(),
                            good,
                            PREFIX + Tokenized.fresh(random),
                            retentionDays);
            refuseSameName(SiteRows.of(tx.sql(), by.organization(), MOST), site);
            SiteRows.put(tx, site);
            tx.journal(
                    by.organization(),
                    new Audited(by.actor(), "site.made", site.id().value(), good));
            return site;
        });
    }

    /// Gives it another name or retention; its key stays.
    ///
    /// @throws NotFound when this organization has no such site
    public Site save(Principal by, SiteId id, String name, int retentionDays) {
        by.require(Scope.WRITE);
        String good = check(name, retentionDays);
        return store.write(tx -> {
            Organizations.lock(tx, by.organization());
            Site before =
                    SiteRows.find(tx.sql(), by.organization(), id)
                            .orElseThrow(() -> new NotFound("site", id.value()));
            var site = new Site(id, by.organization(), good, before.key(), retentionDays);
            refuseSameName(SiteRows.of(tx.sql(), by.organization(), MOST), site);
            SiteRows.put(tx, site);
            tx.journal(
                    by.organization(),
                    new Audited(
                            by.actor(),
                            "site.saved",
                            id.value(),
                            good + ", " + retentionDays + " days"));
            return site;
        });
    }

    private static void refuseSameName(List<Site> there, Site given) {
        if (there.stream()
                .anyMatch(one -> one.name().equals(given.name()) && !one.id().equals(given.id()))) {
            throw new Conflict("There is a site named '" + given.name() + "' already");
        }
    }

    private static String check(String name, int retentionDays) {
        var fields = new Fields();
        String good = fields.name("name", name);
        if (retentionDays < 1 || retentionDays > LONGEST_DAYS) {
            fields.add(
                    "retentionDays",
                    "'" + retentionDays + "' is not 1 to " + LONGEST_DAYS + " days");
        }
        fields.check();
        return good;
    }
}
