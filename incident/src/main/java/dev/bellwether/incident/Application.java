package dev.bellwether.incident;

import dev.bellwether.model.ApplicationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import java.util.Set;

/// Services that depend on each other, under a name: a way of looking, nothing follows from it.
///
/// @param services at most 500
public record Application(
        ApplicationId id,
        OrganizationId organization,
        String name,
        String description,
        Set<ServiceId> services) {
    public Application {
        services = Set.copyOf(services);
    }
}
