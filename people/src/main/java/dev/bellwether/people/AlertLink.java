package dev.bellwether.people;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import java.time.Instant;

/// What an acknowledge link says, once its signature was found right.
public record AlertLink(
        OrganizationId organization, AlertId alert, PersonId person, Instant expiresAt) {}
