package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;

/// Which providers a check may follow.
public interface KnownProviders {
    /// Whether the organization sees a provider of this id: one of the catalogue or one of its own.
    boolean isKnown(OrganizationId organization, ProviderId provider);
}
