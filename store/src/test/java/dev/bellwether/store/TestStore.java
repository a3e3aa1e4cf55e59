package dev.bellwether.store;

import java.time.Instant;
import java.util.function.Supplier;

/// A fresh, migrated store for one test, with its clock.
public final class TestStore implements AutoCloseable {
    private final String name;
    private final Supplier<StoreSettings> settings;
    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T08:00:00Z"));
    private Store store;

    TestStore(String name, Supplier<StoreSettings> settings) {
        this.name = name;
        this.settings = settings;
    }

    /// Opened at the first call.
    public Store store() {
        if (store == null) {
            store = Store.open(settings.get(), clock);
        }
        return store;
    }

    public MovableClock clock() {
        return clock;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
