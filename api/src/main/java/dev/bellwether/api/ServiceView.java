package dev.bellwether.api;

import dev.bellwether.incident.ServiceState;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Optional;

/// A service with what is said of it now.
public record ServiceView(
        ServiceId id,
        String name,
        String description,
        IncidentPolicy policy,
        Optional<PolicyId> escalation,
        Status status,
        Instant statusSince,
        String statusWhy) {

    static ServiceView of(Service service, ServiceState state) {
        return new ServiceView(
                service.id(),
                service.name(),
                service.description(),
                service.policy(),
                service.escalation(),
                state.status(),
                state.since(),
                state.why());
    }
}
