package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Documents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /// At most 1,000.
    static Map<ServiceId, String> names(
            Handle sql, OrganizationId organization, Set<ServiceId> ids) {
        var names = new HashMap<ServiceId, String>();
        sql.createQuery(
                        "SELECT id, name FROM service WHERE organization = :organization AND id IN (<ids>)")
                .bind("organization", organization)
                .bindList("ids", ids.stream().limit(1_000).map(ServiceId::value).toList())
                .map((rs, context) ->
                        names.put(new ServiceId(rs.getString("id")), rs.getString("name")))
                .list();
        return names;
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
