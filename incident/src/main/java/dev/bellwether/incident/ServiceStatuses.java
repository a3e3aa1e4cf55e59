package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.List;

/// The status of each service, now and before: the worst of what its checks say and what people say
/// on open published incidents; while in maintenance, MAINTENANCE unless people say worse.
public final class ServiceStatuses {
    ServiceStatuses() {}

    /// Every service's, by service id.
    public List<ServiceState> all(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.bellwether.model.NotFound when there is no such service
    public ServiceState of(OrganizationId organization, ServiceId service) {
        throw new UnsupportedOperationException();
    }

    /// The spans that touch `[from, until)`, oldest first; at most 10,000. Time before the first
    /// span is unknown.
    public List<StatusSpan> history(
            OrganizationId organization, ServiceId service, Instant from, Instant until) {
        throw new UnsupportedOperationException();
    }
}
