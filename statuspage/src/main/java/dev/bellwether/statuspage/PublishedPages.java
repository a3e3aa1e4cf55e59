package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// All pages as they are served now. Safe for many threads; reading never waits.
///
/// Constructing it loads the last bundles from the data directory, so that a server whose database
/// is gone can serve them before there is a [Store].
public final class PublishedPages {
    private final PageSettings settings;
    private final InstantSource clock;

    public PublishedPages(PageSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// The work that keeps pages up to date with the journal of `store`.
    public List<Job> jobs(Store store) {
        throw new UnsupportedOperationException(settings + " " + clock);
    }

    /// Says on every page how old it is once nothing was heard from the database for a minute. Part
    /// of [#jobs]; run it alone while there is no store.
    public Job ageing() {
        throw new UnsupportedOperationException();
    }

    /// The page as it is served now.
    public Optional<Bundle> bundle(String slug) {
        throw new UnsupportedOperationException();
    }

    /// The slugs of all pages, sorted.
    public List<String> slugs() {
        throw new UnsupportedOperationException();
    }
}
