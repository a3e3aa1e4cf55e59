package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `service`.
final class ServiceRows {
    private static final Documents<Service> SERVICES = Documents.in("service", Service.class);

    private ServiceRows() {}

    static Optional<Service> find(Handle sql, OrganizationId organization, ServiceId id) {
        return SERVICES.find(sql, organization, id);
    }

    static List<Service> list(Handle sql, OrganizationId organization) {
        return SERVICES.select(sql, organization, "ORDER BY name, id", Services.MOST);
    }

    static long count(Handle sql, OrganizationId organization) {
        return SERVICES.count(sql, organization);
    }

    static void save(Handle sql, Service service) {
        SERVICES.row(service.organization(), service.id(), service)
                .with("name", service.name())
                .save(sql);
    }

    static void remove(Handle sql, OrganizationId organization, ServiceId id) {
        SERVICES.remove(sql, organization, id);
    }
}
