package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Store;
import java.util.List;

/// The set-up of status pages.
public final class StatusPages {
    private final Store store;

    public StatusPages(Store store) {
        this.store = store;
    }

    /// The pages of an organization, by name; 200 at most.
    public List<StatusPage> list(OrganizationId organization) {
        throw new UnsupportedOperationException(store.toString());
    }

    /// @throws dev.bellwether.model.NotFound when the organization has no such page
    public StatusPage get(OrganizationId organization, PageId id) {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.bellwether.model.InvalidInput with everything that is wrong
    /// @throws dev.bellwether.model.Conflict when another page has the slug or the domain
    public StatusPage create(OrganizationId organization, PageSpec spec, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Replaces the set-up. Making a page the main one takes that from the organization's other
    /// pages.
    public StatusPage update(OrganizationId organization, PageId id, PageSpec spec, Actor actor) {
        throw new UnsupportedOperationException();
    }

    public void remove(OrganizationId organization, PageId id, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
