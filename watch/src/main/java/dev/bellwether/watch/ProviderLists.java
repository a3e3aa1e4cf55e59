package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All providers an organization sees, as people look through them: the catalogue is in memory, and
/// what pages said is read for one page of the list. Reads only; safe for many threads.
public final class ProviderLists {
    private static final int OWN = 1_000;

    private final Store store;
    private final List<Provider> catalogue;

    ProviderLists(Store store, List<Provider> catalogue) {
        this.store = store;
        this.catalogue = catalogue;
    }

    /// The organization's own, then the catalogue.
    public List<Provider> all(OrganizationId organization) {
        var all = new ArrayList<>(store.read(sql -> ProviderRows.own(sql, organization, OWN)));
        all.addAll(catalogue);
        return all;
    }

    /// The best fits of name, slug, domain and category, all of them: see [Providers#search].
    public List<Provider> search(OrganizationId organization, String words) {
        return CatalogueSearch.search(
                all(organization), ProviderJson.cut(words, 200), Integer.MAX_VALUE);
    }

    /// What the pages that were read say. An unconfirmed page in trouble counts as UNKNOWN, for it
    /// raises nothing; a provider that is not there was never read.
    public Map<ProviderId, Status> statuses(OrganizationId organization) {
        var all = new HashMap<ProviderId, Status>();
        store.read(sql ->
                sql.createQuery(
                                """
                                SELECT provider, status, in_trouble FROM provider_state
                                WHERE organization IN (:organization, 'system')
                                """)
                        .bind("organization", organization)
                        .map((rs, context) -> {
                            Status status = Status.valueOf(rs.getString("status"));
                            boolean doubted = status.isTrouble() && !rs.getBoolean("in_trouble");
                            return all.put(
                                    new ProviderId(rs.getString("provider")),
                                    doubted ? Status.UNKNOWN : status);
                        })
                        .list());
        return all;
    }

    /// What is known of some providers that the organization sees; those never read are left out.
    ///
    /// @param ids the first 200 are looked up
    public Map<ProviderId, ProviderState> states(
            OrganizationId organization, List<ProviderId> ids) {
        var found = new HashMap<ProviderId, ProviderState>();
        if (!ids.isEmpty()) {
            store.read(sql -> ProviderStateRows.those(sql, organization, ids))
                    .forEach(state -> found.put(state.provider(), state));
        }
        return found;
    }
}
