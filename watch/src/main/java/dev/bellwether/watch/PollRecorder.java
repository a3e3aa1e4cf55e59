package dev.bellwether.watch;

import dev.bellwether.model.ProviderChanged;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes what a page said: the state and the journal's lines about its change in one transaction.
final class PollRecorder {
    private final Store store;

    PollRecorder(Store store) {
        this.store = store;
    }

    /// The state afterwards; empty when the provider is no longer there.
    ///
    /// @param contact when the page was read last, as memory knows it
    Optional<ProviderState> record(
            Provider provider,
            ProviderEvent event,
            PollMarks marks,
            boolean followed,
            @Nullable Instant contact) {
        return store.write(tx -> record(tx, provider, event, marks, followed, contact));
    }

    void found(ProviderFound found) {
        store.run(tx -> ProviderFoundRows.save(tx, found));
    }

    private static Optional<ProviderState> record(
            Tx tx,
            Provider provider,
            ProviderEvent event,
            PollMarks marks,
            boolean followed,
            @Nullable Instant contact) {
        if (ProviderRows.find(tx.sql(), provider.id()).isEmpty()) {
            return Optional.empty();
        }
        ProviderState kept =
                ProviderStateRows.find(tx.sql(), provider.id())
                        .map(ProviderStateRows.Kept::state)
                        .orElseGet(() -> ProviderState.unread(provider, ""));
        ProviderState before = contact == null ? kept : kept.readAt(contact);
        ProviderDecision decision =
                ProviderDecision.on(provider, before, event, followed, tx.now());
        ProviderStateRows.save(tx, provider, decision.state(), marks);
        for (ProviderChanged fact : decision.facts()) {
            tx.journal(provider.organization(), fact);
        }
        return Optional.of(decision.state());
    }
}
