package dev.bellwether.incident;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Store;
import java.time.Instant;
import java.util.List;

/// The status of each service, now and before: the worst of what its checks say and what people say
/// on open published incidents; while in maintenance, MAINTENANCE unless people say worse.
public final class ServiceStatuses {
    private final Store store;

    ServiceStatuses(Store store) {
        this.store = store;
    }

    /// Every service's, by service id.
    public List<ServiceState> all(OrganizationId organization) {
        return store.read(sql -> StatusRows.all(sql, organization));
    }

    /// @throws dev.bellwether.model.NotFound when there is no such service
    public ServiceState of(OrganizationId organization, ServiceId service) {
        return store.read(sql -> StatusRows.find(sql, organization, service))
                .orElseThrow(() -> new NotFound("service", service.value()));
    }

    /// The spans that touch `[from, until)`, oldest first; at most 10,000. Time before the first
    /// span is unknown.
    public List<StatusSpan> history(
            OrganizationId organization, ServiceId service, Instant from, Instant until) {
        return store.read(sql -> StatusRows.spans(sql, organization, service, from, until));
    }
}
