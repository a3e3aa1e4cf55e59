package dev.bellwether.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A fresh, migrated store for one test, with its clock.
public final class TestStore implements AutoCloseable {
    private final String name;
    private final Supplier<StoreSettings> fresh;
    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T08:00:00Z"));
    private final List<Store> opened = new ArrayList<>();
    private StoreSettings settings;
    private Store store;

    TestStore(String name, Supplier<StoreSettings> fresh) {
        this.name = name;
        this.fresh = fresh;
    }

    /// Where the test's database is.
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
        Store open = Store.open(settings(), clock);
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
