package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `service`.
final class ServiceRows {
    private ServiceRows() {}

    static Optional<Service> find(Handle sql, OrganizationId organization, ServiceId id) {
        return sql.createQuery(
                        "SELECT body FROM service WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .map((rs, context) -> Json.read(rs.getString(1), Service.class))
                .findOne();
    }

    static List<Service> list(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT body FROM service WHERE organization = :organization
                        ORDER BY name, id LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", Services.MOST)
                .map((rs, context) -> Json.read(rs.getString(1), Service.class))
                .list();
    }

    static long count(Handle sql, OrganizationId organization) {
        return sql.createQuery("SELECT count(*) FROM service WHERE organization = :organization")
                .bind("organization", organization)
                .mapTo(Long.class)
                .one();
    }

    static void save(Handle sql, Service service) {
        sql.createUpdate(
                        """
                        INSERT INTO service (organization, id, name, body)
                        VALUES (:organization, :id, :name, :body)
                        ON CONFLICT (organization, id) DO UPDATE SET name = excluded.name, body = excluded.body
                        """)
                .bind("organization", service.organization())
                .bind("id", service.id())
                .bind("name", service.name())
                .bind("body", Json.write(service))
                .execute();
    }

    static void remove(Handle sql, OrganizationId organization, ServiceId id) {
        sql.createUpdate("DELETE FROM service WHERE organization = :organization AND id = :id")
                .bind("organization", organization)
                .bind("id", id)
                .execute();
    }
}
