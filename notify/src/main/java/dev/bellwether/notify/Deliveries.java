package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.Optional;

/// Reads what became of messages. Newest first; of one organization only.
public final class Deliveries {
    /// The longest list given at once.
    public static final int MOST = 200;

    private final Store store;

    public Deliveries(Store store) {
        this.store = store;
    }

    public Optional<Delivery> get(OrganizationId organization, DeliveryId id) {
        throw new UnsupportedOperationException();
    }

    /// Up to [#MOST] of an alert.
    public List<Delivery> ofAlert(OrganizationId organization, AlertId alert) {
        throw new UnsupportedOperationException();
    }

    /// Up to [#MOST] of an incident.
    public List<Delivery> ofIncident(OrganizationId organization, IncidentId incident) {
        throw new UnsupportedOperationException();
    }

    /// All of an organization.
    ///
    /// @param after the `next` of the slice before; empty begins
    /// @param limit 1 to [#MOST]
    /// @throws dev.bellwether.model.InvalidInput when `after` is no `next` of ours
    public Slice<Delivery> latest(OrganizationId organization, Optional<String> after, int limit) {
        throw new UnsupportedOperationException();
    }
}
