package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Micros;
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
        return store.read(sql ->
                sql.createQuery(
                                "SELECT body FROM delivery WHERE organization = :organization AND id = :id")
                        .bind("organization", organization)
                        .bind("id", id)
                        .map(Outbox.MESSAGE)
                        .findOne()
                        .map(Deliveries::shown));
    }

    /// Up to [#MOST] of an alert.
    public List<Delivery> ofAlert(OrganizationId organization, AlertId alert) {
        return store.read(sql ->
                shown(
                        sql.createQuery(
                                        """
                                        SELECT body FROM delivery
                                        WHERE organization = :organization AND alert = :alert
                                        ORDER BY queued_at DESC, id DESC LIMIT :limit
                                        """)
                                .bind("organization", organization)
                                .bind("alert", alert)
                                .bind("limit", MOST)
                                .map(Outbox.MESSAGE)
                                .list()));
    }

    /// Up to [#MOST] of an incident.
    public List<Delivery> ofIncident(OrganizationId organization, IncidentId incident) {
        return store.read(sql ->
                shown(
                        sql.createQuery(
                                        """
                                        SELECT body FROM delivery
                                        WHERE organization = :organization AND incident = :incident
                                        ORDER BY queued_at DESC, id DESC LIMIT :limit
                                        """)
                                .bind("organization", organization)
                                .bind("incident", incident)
                                .bind("limit", MOST)
                                .map(Outbox.MESSAGE)
                                .list()));
    }

    /// All of an organization.
    ///
    /// @param after the `next` of the slice before; empty begins
    /// @param limit 1 to [#MOST]
    /// @throws InvalidInput when `after` is no `next` of ours
    public Slice<Delivery> latest(OrganizationId organization, Optional<String> after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("limit", "'" + limit + "' is not 1 to " + MOST);
        }
        Place place = after.map(Place::parse).orElse(Place.BEGIN);
        List<Outbound> found =
                store.read(sql ->
                        sql.createQuery(
                                        """
                                        SELECT body FROM delivery
                                        WHERE organization = :organization
                                          AND (queued_at < :at OR (queued_at = :at AND id < :id))
                                        ORDER BY queued_at DESC, id DESC LIMIT :limit
                                        """)
                                .bind("organization", organization)
                                .bind("at", place.micros())
                                .bind("id", place.id())
                                .bind("limit", limit + 1)
                                .map(Outbox.MESSAGE)
                                .list());
        if (found.size() <= limit) {
            return new Slice<>(shown(found), Optional.empty());
        }
        List<Outbound> part = found.subList(0, limit);
        return new Slice<>(shown(part), Optional.of(Place.of(part.getLast()).toString()));
    }

    private static List<Delivery> shown(List<Outbound> messages) {
        return messages.stream().map(Deliveries::shown).toList();
    }

    private static Delivery shown(Outbound message) {
        return new Delivery(
                message.id(),
                message.organization(),
                message.kind(),
                message.said().alert(),
                message.said().incident(),
                message.said().person(),
                message.channel(),
                message.route().methods().isEmpty() ? "" : message.contact().shown(),
                message.state(),
                message.attempt(),
                message.possibleDuplicate(),
                message.said().queuedAt(),
                message.state() == Delivery.State.QUEUED
                        ? Optional.of(message.progress().dueAt())
                        : Optional.empty(),
                message.progress().finishedAt(),
                message.said().title(),
                message.progress().detail());
    }

    /// Where a list goes on: after this message.
    private record Place(long micros, String id) {
        static final Place BEGIN = new Place(Long.MAX_VALUE, "");

        static Place of(Outbound message) {
            return new Place(Micros.of(message.said().queuedAt()), message.id().value());
        }

        static Place parse(String text) {
            int dot = text.indexOf('.');
            try {
                return new Place(
                        Long.parseLong(text.substring(0, Math.max(dot, 0))),
                        text.substring(dot + 1));
            } catch (NumberFormatException e) {
                throw new InvalidInput("after", "'" + text + "' is not the 'next' of a list");
            }
        }

        @Override
        public String toString() {
            return micros + "." + id;
        }
    }
}
