package dev.bellwether.people;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/// Acknowledge links that carry their own proof: an HMAC-SHA256 under a key made from the
/// [InstanceKey]. Nothing is stored, and they outlive a restart.
public final class SignedAlertLinks implements AlertLinks {
    /// @param base the console's public address, such as `https://status.example.com`
    public SignedAlertLinks(InstanceKey key, URI base, InstantSource clock) {}

    /// `<base>/ack/<token>`, good for seven days.
    @Override
    public String acknowledge(OrganizationId organization, AlertId alert, PersonId person) {
        throw new UnsupportedOperationException();
    }

    /// What the token of a link says; empty when it is forged, damaged or expired.
    public Optional<AlertLink> read(String token) {
        throw new UnsupportedOperationException();
    }
}
