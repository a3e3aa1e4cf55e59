package dev.bellwether.notify;

import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import java.time.InstantSource;
import java.util.List;

/// The door of the room.
public final class Notify implements AutoCloseable {
    public Notify(
            Store store,
            InstantSource clock,
            Directory directory,
            AlertLinks links,
            NotifySettings settings) {}

    /// What must run: the reaction that fills the outbox, one sender a channel, and the broom.
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }

    public Deliveries deliveries() {
        throw new UnsupportedOperationException();
    }

    /// Sends a mail, durably: it is stored when this returns. Its text is erased once it was
    /// delivered or given up.
    ///
    /// @throws dev.bellwether.model.InvalidInput when `to` is no mail address or subject or text is
    ///   empty or too long
    public DeliveryId mail(OrganizationId organization, Mail mail) {
        throw new UnsupportedOperationException();
    }

    /// The secret with which an organization checks the signature of our webhooks, `whsec_…`.
    public String webhookSecret(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    public NotifyMetrics metrics() {
        throw new UnsupportedOperationException();
    }

    /// Waits up to ten seconds for attempts under way, so that they are recorded.
    @Override
    public void close() {}
}
