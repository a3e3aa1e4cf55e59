package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The door to what others say of themselves: the catalogue of providers, what their status pages
/// said last, and the polling of those pages. Safe for many threads.
public final class Providers implements AutoCloseable {
    /// Loads the shipped catalogue into the store when this program's is not there yet.
    public Providers(Store store, InstantSource clock, ProviderSettings settings) {}

    /// `provider-polls`: asks every page that is due.
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }

    /// Providers whose name, slug, domain or category fits `words`, the best fit first: exact, then
    /// prefix, then whole word, then anywhere. An empty text lists all by name.
    ///
    /// @param limit 1 to 200
    public List<Provider> search(OrganizationId organization, String words, int limit) {
        throw new UnsupportedOperationException();
    }

    /// All providers that the organization sees, by id.
    ///
    /// @param after where the last slice ended; empty begins
    /// @param limit 1 to 200
    public Slice<Provider> list(OrganizationId organization, Optional<String> after, int limit) {
        throw new UnsupportedOperationException();
    }

    public Optional<Provider> find(OrganizationId organization, ProviderId id) {
        throw new UnsupportedOperationException();
    }

    /// Adds a provider of the organization's own, or changes one. An empty `id` makes one from the
    /// name.
    ///
    /// @throws dev.bellwether.model.InvalidInput with every field that is wrong
    /// @throws dev.bellwether.model.NotFound when `id` is not one of the organization's own
    public Provider save(
            OrganizationId organization, Optional<ProviderId> id, ProviderDraft draft) {
        throw new UnsupportedOperationException();
    }

    /// Removes a provider of the organization's own.
    ///
    /// @throws dev.bellwether.model.NotFound when it is not one
    public void remove(OrganizationId organization, ProviderId id) {
        throw new UnsupportedOperationException();
    }

    /// What is known of a provider; empty when the organization sees no such provider.
    public Optional<ProviderState> state(OrganizationId organization, ProviderId id) {
        throw new UnsupportedOperationException();
    }

    /// Confirmed providers in trouble now, the worst first.
    ///
    /// @param limit 1 to 200
    public List<ProviderState> inTrouble(OrganizationId organization, int limit) {
        throw new UnsupportedOperationException();
    }

    /// The newest `limit` journal lines about a provider before line `before`, newest first:
    /// [dev.bellwether.model.ProviderChanged]. `Long.MAX_VALUE` begins.
    public List<Line> history(OrganizationId organization, ProviderId id, long before, int limit) {
        throw new UnsupportedOperationException();
    }

    public ProviderMetrics metrics() {
        throw new UnsupportedOperationException();
    }

    /// Stops polling.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
