package dev.bellwether.people;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import java.time.Instant;
import java.util.Optional;

/// A one-time link that waits to be used.
///
/// @param name empty when the person is still to say it, as is `email`
/// @param person whose password is to be set; empty when the link makes a new person
public record Invitation(
        String id,
        OrganizationId organization,
        Purpose purpose,
        String name,
        String email,
        Role role,
        Instant createdAt,
        Instant expiresAt,
        Optional<PersonId> person) {
    public enum Purpose {
        /// The first owner of a new installation.
        FIRST_OWNER,
        /// A further person.
        JOIN,
        /// A new password for a person who is there.
        NEW_PASSWORD
    }
}
