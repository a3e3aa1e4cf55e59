package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal in memory and renders the pages of every organization in which something
/// changed. It does not wait for the tables, which are written beside it for the next start.
final class Publishing implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /// Uptime goes on also when nothing happens, and days end.
    private static final Duration RENDER_AGAIN = Duration.ofMinutes(1);

    private static final int BATCH = 500;

    private final PublishedPages pages;
    private final Store store;
    private final String serverUrl;
    private final PageSettings settings;
    private final Map<String, Words> languages = Words.all();
    private final Texts texts = new Texts();
    private final Map<PageId, Renderer> renderers = new ConcurrentHashMap<>();
    private final Set<PageId> translated = ConcurrentHashMap.newKeySet();
    private final Map<PageId, Bundle> bundles = new LinkedHashMap<>();
    private final Map<PageId, String> said = new HashMap<>();
    private @Nullable World world;
    private long seq;
    private Instant renderAllAt = Instant.MIN;
    private boolean troubled;

    Publishing(PublishedPages pages, Store store, PageSettings settings) {
        this.pages = pages;
        this.store = store;
        this.serverUrl = settings.url();
        this.settings = settings;
    }

    @Override
    public String name() {
        return "statuspage-publish";
    }

    @Override
    public synchronized Instant run(Instant now) {
        try {
            World known = world();
            Set<OrganizationId> changed = follow(known);
            if (store.health().trouble().isEmpty()) {
                // A database that can be read and not written has no news either.
                pages.heard(now);
            }
            troubled = false;
            boolean all = !now.isBefore(renderAllAt);
            if (all) {
                renderAllAt = now.plus(RENDER_AGAIN);
                changed = Set.copyOf(known.organizations().keySet());
            }
            if (!changed.isEmpty()) {
                render(known, changed, now);
            }
            publishTranslated(known);
        } catch (RuntimeException e) {
            // Whatever is wrong with the database, visitors keep what was there.
            if (!troubled) {
                LOG.warn("Pages are served as they are: {}", e.toString());
            }
            troubled = true;
        }
        return now.plus(LOOK_AGAIN);
    }

    private World world() {
        World known = world;
        if (known == null) {
            WorldRows.Read read = WorldRows.read(store);
            known = read.world();
            seq = read.seq();
            world = known;
        }
        return known;
    }

    private Set<OrganizationId> follow(World known) {
        var changed = new HashSet<OrganizationId>();
        List<Line> lines;
        do {
            lines = store.journal().read(seq, BATCH);
            for (Line line : lines) {
                if (known.take(line.organization(), line.fact())) {
                    changed.add(line.organization());
                }
                seq = line.seq();
            }
        } while (lines.size() == BATCH);
        return changed;
    }

    private void render(World known, Set<OrganizationId> changed, Instant now) {
        var there = new HashSet<PageId>();
        known.organizations().values().forEach(k -> there.addAll(k.pages.keySet()));
        if (bundles.keySet().retainAll(there) || bundles.isEmpty()) {
            pages.publish(bundles.values());
        }
        renderers.keySet().retainAll(there);
        said.keySet().retainAll(there);
        // Of every page first what is looked at while something is wrong, then what can wait.
        var rest = new LinkedHashMap<StatusPage, Renderer>();
        for (OrganizationId organization : changed) {
            Known its = known.known(organization);
            for (StatusPage page : its.pages.values()) {
                Renderer renderer =
                        renderers.computeIfAbsent(
                                page.id(),
                                id -> new Renderer(languages, texts, settings, this::logo));
                boolean isNew = !renderer.isComplete();
                if (publish(page, () -> renderer.first(page, its, serverUrl, now))) {
                    if (isNew) {
                        publish(page, () -> whole(renderer));
                    } else {
                        rest.put(page, renderer);
                    }
                    say(page, renderer.says());
                }
            }
        }
        rest.forEach((page, renderer) -> publish(page, () -> whole(renderer)));
    }

    private Optional<Logo> logo(StatusPage page) {
        return page.look()
                .uploadedLogo()
                .flatMap(name -> PageImages.find(store, page.organization(), name));
    }

    /// A language that was not there before comes at once, since the page links to it.
    private static Bundle whole(Renderer renderer) {
        Bundle bundle = renderer.rest();
        return renderer.lacksLanguages() && renderer.translator().work()
                ? renderer.again()
                : bundle;
    }

    /// The front page of a page that is not saved.
    synchronized Optional<Document> preview(StatusPage draft, Instant now) {
        World known = world;
        if (known == null) {
            return Optional.empty();
        }
        var renderer = new Renderer(languages, texts, settings, this::logo);
        Bundle bundle = renderer.first(draft, known.known(draft.organization()), serverUrl, now);
        return Optional.ofNullable(bundle.documents().get(""));
    }

    /// Run by a thread of its own.
    void translate() {
        renderers.forEach((page, renderer) -> {
            if (renderer.translator().work()) {
                translated.add(page);
            }
        });
    }

    private void publishTranslated(World known) {
        for (PageId id : Set.copyOf(translated)) {
            translated.remove(id);
            Renderer renderer = renderers.get(id);
            if (renderer != null) {
                known.organizations().values().stream()
                        .flatMap(its -> Stream.ofNullable(its.pages.get(id)))
                        .forEach(page -> publish(page, renderer::again));
            }
        }
    }

    /// Once visitors can read it.
    private void say(StatusPage page, String says) {
        String before = said.put(page.id(), says);
        if (!says.equals(before == null ? OneLine.CALM : before)) {
            LOG.info("Page '{}': {}", page.slug(), says);
        }
    }

    /// @return whether it could be rendered
    private boolean publish(StatusPage page, Supplier<Bundle> render) {
        try {
            Bundle bundle = render.get();
            Bundle before = bundles.get(page.id());
            if (before == null || !before.hasSameFilesAs(bundle)) {
                bundles.put(page.id(), bundle);
                pages.publish(bundles.values());
            }
            return true;
        } catch (RuntimeException e) {
            LOG.error("Page '{}' cannot be rendered; the last one stays", page.slug(), e);
            return false;
        }
    }
}
