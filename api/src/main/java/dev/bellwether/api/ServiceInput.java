package dev.bellwether.api;

import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import java.util.Optional;

/// A service as its author wants it.
public record ServiceInput(
        String name,
        Optional<String> description,
        Optional<IncidentPolicy> policy,
        Optional<PolicyId> escalation) {

    Service as(ServiceId id, OrganizationId organization) {
        return new Service(
                id,
                organization,
                name,
                description.orElse(""),
                policy.orElse(IncidentPolicy.DEFAULT),
                escalation);
    }
}
