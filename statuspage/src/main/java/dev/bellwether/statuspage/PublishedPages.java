package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All pages as they are served now. Safe for many threads; reading never waits.
///
/// Constructing it loads the last bundles from the data directory, so that a server whose database
/// is gone can serve them before there is a [Store].
public final class PublishedPages {
    /// After so long without a word from the database every page says how old it is.
    static final Duration SAY_AGE_AFTER = Duration.ofMinutes(1);

    private final PageSettings settings;
    private final InstantSource clock;
    private final @Nullable BundleFiles files;
    private volatile @Nullable BucketFiling bucket;
    private volatile @Nullable Publishing publishing;
    private volatile Served served;
    private volatile Instant heardAt;

    public PublishedPages(PageSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.files = settings.data().map(BundleFiles::new).orElse(null);
        List<Bundle> kept = files == null ? List.of() : files.load();
        this.served = Served.of(kept, List.of(), null, settings.locks());
        this.heardAt =
                kept.stream()
                        .map(Bundle::renderedAt)
                        .max(Instant::compareTo)
                        .orElseGet(clock::instant);
    }

    /// The work that keeps pages up to date with the journal of `store`.
    public List<Job> jobs(Store store) {
        var jobs = new ArrayList<Job>();
        var made = new Publishing(this, store, settings);
        publishing = made;
        jobs.add(made);
        jobs.add(new Translating(made));
        jobs.add(store.journal().reaction("statuspage", WorldRows.CONCERNS, WorldRows::write));
        jobs.add(new Pruning(store));
        if (files != null || settings.publish().isPresent()) {
            jobs.add(
                    new Filing(
                            this,
                            Optional.ofNullable(files),
                            settings.publish().map(PlainFiles::new)));
        }
        settings.bucket()
                .ifPresent(to -> {
                    var filing =
                            new BucketFiling(
                                    this,
                                    store,
                                    new BucketFiles(new Bucket(to, clock)),
                                    to.url() + "/" + to.prefix());
                    bucket = filing;
                    jobs.add(filing);
                });
        jobs.add(ageing());
        return List.copyOf(jobs);
    }

    /// Says on every page how old it is once nothing was heard from the database for a minute. Part
    /// of [#jobs]; run it alone while there is no store.
    public Job ageing() {
        return new Ageing(this);
    }

    /// The page as it is served now.
    public Optional<Bundle> bundle(String slug) {
        return Optional.ofNullable(served.shown(slug));
    }

    /// The slugs of all pages, sorted.
    public List<String> slugs() {
        return served.slugs();
    }

    /// How long ago the database was last heard from.
    public Duration age() {
        Duration age = Duration.between(heardAt, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /// The front page of a page as it would be, which nobody else sees; empty while no page was
    /// rendered yet.
    ///
    /// @param draft as of [StatusPages#draft]
    public Optional<Document> preview(StatusPage draft) {
        return Optional.ofNullable(publishing).flatMap(p -> p.preview(draft, clock.instant()));
    }

    /// How the bucket stands that pages are written to; empty when there is none.
    public Optional<BucketState> bucket() {
        return Optional.ofNullable(bucket).map(BucketFiling::state);
    }

    /// The key with which feed readers and programs read a private page; empty for an open one.
    public Optional<String> feedKey(StatusPage page) {
        return page.access().isOpen()
                ? Optional.empty()
                : Optional.of(settings.locks().feedKey(page.id(), page.access()));
    }

    /// Each component's uptime of each month, as of the last rendering.
    public List<UptimeRow> uptime(String slug) {
        return bundle(slug).map(UptimeRow::of).orElse(List.of());
    }

    PageSettings settings() {
        return settings;
    }

    Instant now() {
        return clock.instant();
    }

    Served served() {
        return served;
    }

    Instant heardAt() {
        return heardAt;
    }

    synchronized void heard(Instant at) {
        heardAt = at;
        if (served.isMarked()) {
            served = Served.of(served.bundles(), List.of(), served, settings.locks());
        }
    }

    synchronized void publish(Collection<Bundle> bundles) {
        served = Served.of(List.copyOf(bundles), List.of(), served, settings.locks());
    }

    synchronized void markStale() {
        if (!served.isMarked() && !served.bundles().isEmpty()) {
            Instant since = heardAt;
            List<Bundle> bundles = served.bundles();
            served =
                    Served.of(
                            bundles,
                            bundles.stream().map(b -> Stale.mark(b, since)).toList(),
                            served,
                            settings.locks());
        }
    }
}
