package dev.bellwether.experiment;

import dev.bellwether.model.Job;
import dev.bellwether.model.Site;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.function.Supplier;

/// Flags, wired: as people keep them, and as they are served. Safe for many threads.
public final class FlagRoom {
    private final FlagBook book;
    private final LiveFlags live;
    private final FlagClock clock;

    /// Loads all flags.
    ///
    /// @param sites of every organization, as they stand in the database
    public FlagRoom(Store store, Supplier<List<Site>> sites) {
        this.book = new FlagBook(store);
        this.live = new LiveFlags(store, sites);
        this.clock = new FlagClock(store);
    }

    public FlagBook book() {
        return book;
    }

    public LiveFlags live() {
        return live;
    }

    public List<Job> jobs() {
        return List.of(live.follower(), clock);
    }
}
