package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.Job;
import dev.bellwether.model.Site;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.function.Supplier;

/// Flags, wired: as people keep them, and as they are served. Safe for many threads.
public final class FlagRoom implements AutoCloseable {
    private final FlagBook book;
    private final LiveFlags live;
    private final FlagClock clock;
    private final ExposureLog exposures;

    /// Loads all flags.
    ///
    /// @param sites of every organization, as they stand in the database
    /// @param events where what was served is told
    public FlagRoom(Store store, Supplier<List<Site>> sites, EventStore events) {
        this.book = new FlagBook(store);
        this.live = new LiveFlags(store, sites);
        this.clock = new FlagClock(store);
        this.exposures = new ExposureLog(events);
    }

    public FlagBook book() {
        return book;
    }

    public LiveFlags live() {
        return live;
    }

    public ExposureLog exposures() {
        return exposures;
    }

    public List<Job> jobs() {
        return List.of(live.follower(), clock, exposures);
    }

    /// Writes the exposures that wait.
    @Override
    public void close() {
        exposures.write();
    }
}
