package dev.bellwether.experiment;

import dev.bellwether.model.Audited;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The flags of every site as this node serves them, in memory: loaded when it is made, so that the
/// first who asks is not told that there are none, and kept up with the journal. Evaluation never
/// asks the database, and goes on while it is gone. Safe for many threads; reading never waits.
public final class LiveFlags {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFlags.class);

    /// One state of all; replaced as a whole.
    private record World(Map<String, SiteFlags> byKey, Map<SiteId, SiteFlags> byId) {
        static World of(Map<SiteId, SiteFlags> byId) {
            Map<String, SiteFlags> byKey = new HashMap<>();
            byId.values().forEach(flags -> byKey.put(flags.site().key(), flags));
            return new World(Map.copyOf(byKey), Map.copyOf(byId));
        }
    }

    private final Store store;
    private final Supplier<List<Site>> sites;
    private final List<Consumer<SiteFlags>> watchers = new CopyOnWriteArrayList<>();
    private final long loadedAt;
    private volatile World world;

    /// @param sites of every organization, as they stand in the database
    LiveFlags(Store store, Supplier<List<Site>> sites) {
        this.store = store;
        this.sites = sites;
        this.loadedAt = store.journal().head();
        this.world = World.of(Map.of());
        loadSites();
    }

    /// By the site's key.
    public Optional<SiteFlags> byKey(String key) {
        return Optional.ofNullable(world.byKey().get(key));
    }

    public Optional<SiteFlags> of(SiteId site) {
        return Optional.ofNullable(world.byId().get(site));
    }

    /// Of the sites of an organization.
    public List<SiteFlags> of(OrganizationId organization) {
        return world.byId().values().stream()
                .filter(flags -> flags.site().organization().equals(organization))
                .toList();
    }

    /// Has `watcher` told of each site whose flags are others now; it must not wait.
    public void onChange(Consumer<SiteFlags> watcher) {
        watchers.add(watcher);
    }

    Job follower() {
        return store.journal().follower("flags", loadedAt, this::follow);
    }

    private void follow(Line line) {
        switch (line.fact()) {
            case FlagsChanged changed -> reload(changed.site());
            case Audited done when done.action().startsWith("site.") -> loadSites();
            default -> {}
        }
    }

    private synchronized void reload(SiteId site) {
        SiteFlags now = world.byId().get(site);
        if (now == null) {
            loadSites();
        } else {
            put(now.site());
        }
    }

    private synchronized void loadSites() {
        for (Site site : sites.get()) {
            SiteFlags now = world.byId().get(site.id());
            if (now == null || !now.site().equals(site)) {
                put(site);
            }
        }
    }

    private void put(Site site) {
        KeptSet kept = store.read(sql -> KeptSet.read(sql, site.id()));
        SiteFlags before = world.byId().get(site.id());
        if (before != null && before.site().equals(site) && before.revision() == kept.revision()) {
            return;
        }
        SiteFlags made;
        try {
            made = new SiteFlags(site, kept);
        } catch (RuntimeException e) {
            // Saves are checked, so this is a set of another version of the program.
            LOG.error(
                    "The flags of site {} cannot be read; those from before are served on",
                    site.id(),
                    e);
            return;
        }
        Map<SiteId, SiteFlags> byId = new HashMap<>(world.byId());
        byId.put(site.id(), made);
        world = World.of(byId);
        watchers.forEach(watcher -> watcher.accept(made));
    }
}
