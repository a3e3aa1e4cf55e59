package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks as people look through them: filtered, sorted, counted and searched in the database, so
/// that a page of a list of [Checks#MOST] reads one page. Reads only; safe for many threads.
public final class CheckLists {
    private final Store store;
    private final CheckSeal seal;

    CheckLists(Store store, CheckSeal seal) {
        this.store = store;
        this.seal = seal;
    }

    /// A part of the list, in two queries however long the list is.
    ///
    /// @param from how many come before, 0 to [Checks#MOST]
    /// @param limit 1 to 200
    public List<CheckListed> part(
            OrganizationId organization,
            CheckFilter filter,
            CheckFilter.Order order,
            int from,
            int limit) {
        return store.read(sql ->
                CheckListRows.part(
                        sql,
                        organization,
                        filter,
                        order,
                        Math.clamp(from, 0, Checks.MOST),
                        Math.clamp(limit, 1, 200),
                        seal));
    }

    /// How many checks fit the filter, whatever it says of their standing, by standing.
    public Map<CheckStanding, Integer> counts(OrganizationId organization, CheckFilter filter) {
        return store.read(sql -> CheckListRows.counts(sql, organization, filter.anyStanding()));
    }

    /// All that fit, by name.
    ///
    /// @param limit 1 to [Checks#MOST]
    public List<CheckId> ids(OrganizationId organization, CheckFilter filter, int limit) {
        int most = Math.clamp(limit, 1, Checks.MOST);
        return store.read(sql ->
                CheckListRows.ids(sql, organization, filter, CheckFilter.Order.NAME, 0, most));
    }

    /// The best fits of name, host or id: exact, then prefix, then whole word, then anywhere.
    ///
    /// @param words at most 100 characters are used
    /// @param limit 1 to 200
    public List<CheckFound> search(OrganizationId organization, String words, int limit) {
        return words.isBlank()
                ? List.of()
                : store.read(sql ->
                        CheckListRows.search(sql, organization, words, Math.clamp(limit, 1, 200)));
    }

    /// The providers that the organization's checks follow, and the services that do so.
    public Map<ProviderId, Set<ServiceId>> followed(OrganizationId organization) {
        return store.read(sql -> {
            var all = new HashMap<ProviderId, Set<ServiceId>>();
            CheckListRows.followed(
                    sql,
                    organization,
                    (provider, service) ->
                            all.computeIfAbsent(provider, _ -> new java.util.LinkedHashSet<>())
                                    .add(service));
            return Map.copyOf(all);
        });
    }
}
