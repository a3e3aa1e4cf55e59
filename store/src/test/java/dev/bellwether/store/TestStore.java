package dev.bellwether.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A fresh, migrated store for one test, with its clock.
public final class TestStore implements AutoCloseable {
    private final String name;
    private final Supplier<StoreSettings> fresh;
    private final Supplier<StoreSettings> migrated;
    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T08:00:00Z"));
    private final List<Store> opened = new ArrayList<>();
    private StoreSettings settings;
    private Store store;

    /// @param fresh a new place without a table
    /// @param migrated a new place with every table, as opening a fresh one leaves it
    TestStore(String name, Supplier<StoreSettings> fresh, Supplier<StoreSettings> migrated) {
        this.name = name;
        this.fresh = fresh;
        this.migrated = migrated;
    }

    /// Where the test's database is; without a table if nobody opened it before.
    public synchronized StoreSettings settings() {
        if (settings == null) {
            settings = fresh.get();
        }
        return settings;
    }

    /// Opened at the first call.
    public synchronized Store store() {
        if (store == null) {
            store = open();
        }
        return store;
    }

    /// The store after a restart of the program.
    public synchronized Store reopened() {
        if (store != null) {
            store.close();
        }
        store = open();
        return store;
    }

    /// Another node on the same database. Only PostgreSQL is made for it.
    public synchronized Store another() {
        store();
        return open();
    }

    private Store open() {
        if (settings == null) {
            settings = migrated.get();
        }
        Store open = Store.open(settings, clock);
        opened.add(open);
        return open;
    }

    public MovableClock clock() {
        return clock;
    }

    @Override
    public synchronized void close() {
        opened.forEach(Store::close);
    }

    @Override
    public String toString() {
        return name;
    }
}
