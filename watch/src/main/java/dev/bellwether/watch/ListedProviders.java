package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The providers of the configuration file as rows. One that left the file goes as soon as no check
/// follows it; until then it stays as it was.
final class ListedProviders {
    private ListedProviders() {}

    /// What came of the file's list.
    ///
    /// @param kept not in the file any more, and followed
    record Outcome(int saved, List<ProviderId> removed, List<ProviderId> kept) {}

    static Outcome apply(Tx tx, List<ListedProvider> listed) {
        var wanted = new ArrayList<Provider>();
        var ids = new HashSet<ProviderId>();
        for (ListedProvider one : listed) {
            Provider provider = one.provider();
            ids.add(provider.id());
            Provider before = ProviderRows.find(tx.sql(), provider.id()).orElse(null);
            if (!provider.equals(before)) {
                wanted.add(provider);
                if (before != null) {
                    OwnProviders.forget(tx, before, provider);
                }
            }
        }
        // Rows that are as wanted are left alone: a save would wake every poller.
        if (!wanted.isEmpty()) {
            ProviderRows.save(tx, OrganizationId.SYSTEM, wanted);
        }
        var removed = new ArrayList<ProviderId>();
        var kept = new ArrayList<ProviderId>();
        List<ProviderId> gone =
                ProviderRows.listed(tx.sql()).stream().filter(id -> !ids.contains(id)).toList();
        Set<ProviderId> followed = gone.isEmpty() ? Set.of() : ProviderRows.followed(tx.sql());
        for (ProviderId id : gone) {
            if (followed.contains(id)) {
                kept.add(id);
            } else {
                ProviderRows.delete(tx, OrganizationId.SYSTEM, id);
                removed.add(id);
            }
        }
        return new Outcome(wanted.size(), List.copyOf(removed), List.copyOf(kept));
    }
}
