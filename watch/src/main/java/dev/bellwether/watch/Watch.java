package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckResults;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import java.time.InstantSource;
import java.util.List;

/// The room at work: begins each check's rounds when they are due, counts their ballots, and writes
/// what changes.
public final class Watch implements AutoCloseable {
    public Watch(
            Store store,
            CheckResults results,
            ProviderStates providers,
            WatchSettings settings,
            InstantSource clock) {}

    /// What the server must run.
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }

    /// A job reports in.
    ///
    /// @param token the secret part of the heartbeat's address
    /// @return false when no check has this token
    public boolean beat(String token) {
        throw new UnsupportedOperationException(token);
    }

    /// Has a check probed as soon as possible, besides its own beat.
    ///
    /// @throws dev.bellwether.model.NotFound when this organization has no such check
    public void runNow(OrganizationId organization, CheckId check) {
        throw new UnsupportedOperationException(check.value());
    }

    public WatchMetrics metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
