package dev.bellwether.people;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import java.time.Instant;
import java.util.Optional;

/// What all invitations have in common, before it is said what for.
record InvitationDraft(
        String id, OrganizationId organization, Instant createdAt, Instant expiresAt) {
    Invitation forFirstOwner() {
        return new Invitation(
                id,
                organization,
                Invitation.Purpose.FIRST_OWNER,
                "",
                "",
                Role.OWNER,
                createdAt,
                expiresAt,
                Optional.empty());
    }

    Invitation forNewPerson(String name, String email, Role role) {
        return new Invitation(
                id,
                organization,
                Invitation.Purpose.JOIN,
                name,
                email,
                role,
                createdAt,
                expiresAt,
                Optional.empty());
    }

    Invitation forNewPassword(Person person) {
        return new Invitation(
                id,
                organization,
                Invitation.Purpose.NEW_PASSWORD,
                person.name(),
                person.email(),
                person.role(),
                createdAt,
                expiresAt,
                Optional.of(person.id()));
    }
}
