package dev.bellwether.statuspage;

import dev.bellwether.model.Job;
import dev.bellwether.model.PageId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes bundles that changed to disk, apart from serving them, so that a slow disk delays nobody.
/// What cannot be written is tried again.
final class Filing implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(Filing.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final PublishedPages pages;
    private final Optional<BundleFiles> kept;
    private final Optional<PlainFiles> plain;
    private final Map<PageId, Bundle> written = new HashMap<>();
    private boolean troubled;
    private Instant next = Instant.MIN;

    Filing(PublishedPages pages, Optional<BundleFiles> kept, Optional<PlainFiles> plain) {
        this.pages = pages;
        this.kept = kept;
        this.plain = plain;
    }

    @Override
    public String name() {
        return "statuspage-files";
    }

    @Override
    public synchronized Instant run(Instant now) {
        if (now.isBefore(next)) {
            return next;
        }
        next = now.plus(LOOK_AGAIN);
        Served served = pages.served();
        try {
            for (Bundle bundle : served.bundles()) {
                if (written.get(bundle.page()) != bundle) {
                    if (kept.isPresent()) {
                        kept.get().save(bundle);
                    }
                    if (plain.isPresent() && bundle.access().isOpen()) {
                        plain.get().save(bundle);
                    }
                    written.put(bundle.page(), bundle);
                }
            }
            Set<PageId> there =
                    served.bundles().stream().map(Bundle::page).collect(Collectors.toSet());
            for (PageId gone : Set.copyOf(written.keySet())) {
                if (!there.contains(gone)) {
                    if (kept.isPresent()) {
                        kept.get().remove(gone);
                    }
                    written.remove(gone);
                }
            }
            if (plain.isPresent()) {
                plain.get()
                        .retain(
                                served.bundles().stream()
                                        .filter(b -> b.access().isOpen())
                                        .map(Bundle::slug)
                                        .collect(Collectors.toSet()));
            }
            troubled = false;
        } catch (IOException e) {
            if (!troubled) {
                LOG.error(
                        "Pages cannot be written to disk, and are served from memory: {}",
                        e.toString());
            }
            troubled = true;
        }
        return next;
    }
}
