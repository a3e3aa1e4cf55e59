package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What checks hear of the providers they follow: as it is stored, and from memory while the
/// database is gone. Safe for many threads.
final class RememberedStates implements ProviderStates {
    private final Store store;
    private final Polling polling;
    private final InstantSource clock;
    private final Map<ProviderId, Provider> seen = new ConcurrentHashMap<>();
    private final Map<ProviderId, ProviderState> states = new ConcurrentHashMap<>();

    RememberedStates(Store store, Polling polling, InstantSource clock) {
        this.store = store;
        this.polling = polling;
        this.clock = clock;
    }

    @Override
    public Optional<ProviderView> state(
            OrganizationId organization, ProviderId id, Optional<String> component) {
        return remembered(seen, id, () -> store.read(sql -> ProviderRows.find(sql, id)))
                .filter(p -> !p.isOwn() || p.organization().equals(organization))
                .flatMap(provider ->
                        stored(provider.id())
                                .map(state -> view(state, component))
                                .orElseGet(
                                        () -> Optional.of(neverRead("", provider.isVouchedFor()))));
    }

    /// Only what a confirmed page says; of another, UNKNOWN. Does not look whose provider it is.
    @Override
    public Optional<ProviderView> state(ProviderId id, Optional<String> component) {
        return stored(id).flatMap(state -> view(state, component));
    }

    /// Memory knows of contacts that the database does not yet.
    ProviderState newest(ProviderState state) {
        Optional<Instant> contact = polling.contact(state.provider());
        return contact.map(state::readAt).orElse(state);
    }

    private Optional<ProviderState> stored(ProviderId id) {
        return remembered(
                        states,
                        id,
                        () ->
                                store.read(sql -> ProviderStateRows.find(sql, id))
                                        .map(ProviderStateRows.Kept::state))
                .map(this::newest);
    }

    /// As it is stored; while the database is gone, as it was last read, without waiting for it:
    /// checks that follow a provider go on from memory too.
    private <T> Optional<T> remembered(
            Map<ProviderId, T> memory, ProviderId id, Supplier<Optional<T>> stored) {
        if (store.health().trouble().isPresent() && memory.containsKey(id)) {
            return Optional.ofNullable(memory.get(id));
        }
        try {
            Optional<T> found = stored.get();
            found.ifPresentOrElse(value -> memory.put(id, value), () -> memory.remove(id));
            return found;
        } catch (StoreUnavailable e) {
            return Optional.ofNullable(memory.get(id));
        }
    }

    private Optional<ProviderView> view(ProviderState state, Optional<String> component) {
        if (state.contact().isEmpty()) {
            return Optional.of(neverRead(state.reason(), state.confirmed()));
        }
        Duration age = Duration.between(state.contact().get(), clock.instant());
        if (!state.confirmed() || state.status() == Status.UNKNOWN) {
            String why = state.reason().isEmpty() ? "Not confirmed yet" : state.reason();
            return Optional.of(new ProviderView(Status.UNKNOWN, why, age, state.confirmed()));
        }
        if (component.isEmpty()) {
            return Optional.of(new ProviderView(state.status(), state.words(), age));
        }
        return state.component(component.get())
                .or(() -> unnamed(state, component.get()))
                .map(part ->
                        new ProviderView(part.status(), part.name() + ": " + part.words(), age));
    }

    private static ProviderView neverRead(String why, boolean confirmed) {
        return new ProviderView(Status.UNKNOWN, why, Duration.ZERO, confirmed);
    }

    private static Optional<ProviderComponent> unnamed(ProviderState state, String component) {
        return ProviderReader.named(state.reader())
                .flatMap(reader -> reader.unnamed(state.components(), component));
    }
}
