package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Reports about the audiences of sites, when somebody asks. Those asked for last are kept up with
/// the events, in memory. Safe for many threads.
public final class AudienceDesk {
    /// Months of the longest period.
    public static final int MOST_MONTHS = KeptAudience.MOST_MONTHS;

    /// Audiences that are kept at once.
    private static final int MOST_KEPT = 16;

    /// One may take a quarter of the heap, and so may all but the one that is asked for.
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    private final EventStore store;
    private final InstantSource clock;
    private final LinkedHashMap<Asked, KeptAudience> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Asked(SiteId site, Audience audience) {}

    public AudienceDesk(EventStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @param until last month of the period; empty: this one
    /// @param months of the period, 1 to [#MOST_MONTHS]
    /// @throws InvalidInput when that is no period that can be told
    /// @throws Conflict when there is too little memory for it
    /// @throws EventsUnavailable when it cannot be answered now, nor was before
    public AudienceReport report(
            Site site, Audience audience, Optional<YearMonth> until, int months) {
        return of(site.id(), audience.checked()).report(until, months);
    }

    private KeptAudience of(SiteId site, Audience audience) {
        synchronized (kept) {
            KeptAudience one =
                    kept.computeIfAbsent(
                            new Asked(site, audience),
                            _ ->
                                    new KeptAudience(
                                            store.of(site),
                                            site.value(),
                                            audience,
                                            clock,
                                            MOST_BYTES));
            while (kept.size() > MOST_KEPT || (kept.size() > 1 && bytes() > MOST_BYTES)) {
                kept.pollFirstEntry();
            }
            return one;
        }
    }

    private long bytes() {
        return kept.values().stream().mapToLong(KeptAudience::bytes).sum();
    }
}
