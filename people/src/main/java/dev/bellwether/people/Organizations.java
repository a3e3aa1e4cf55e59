package dev.bellwether.people;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.Organization;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of organizations, and the guard of the last owner.
final class Organizations {
    private static final RowMapper<Organization> ROW =
            (rs, context) ->
                    new Organization(new OrganizationId(rs.getString("id")), rs.getString("name"));

    private Organizations() {}

    static Optional<Organization> find(Handle sql, OrganizationId id) {
        return sql.createQuery("SELECT id, name FROM organization WHERE id = :id")
                .bind("id", id)
                .map(ROW)
                .findOne();
    }

    static List<Organization> all(Handle sql) {
        return sql.createQuery("SELECT id, name FROM organization ORDER BY id LIMIT 1000")
                .map(ROW)
                .list();
    }

    static void make(Tx tx, OrganizationId id, String name) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO organization (id, name, created_at) VALUES (:id, :name, :at)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", id)
                .bind("name", name)
                .bind("at", tx.now())
                .execute();
    }

    static void rename(Tx tx, Organization organization) {
        tx.sql()
                .createUpdate("UPDATE organization SET name = :name WHERE id = :id")
                .bind("id", organization.id())
                .bind("name", organization.name())
                .execute();
    }

    /// Has whoever else changes the owners of this organization wait until this transaction ends:
    /// two owners who remove each other at the same time must not both succeed.
    static void lock(Tx tx, OrganizationId id) {
        tx.sql()
                .createUpdate("UPDATE organization SET name = name WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    static boolean hasOwner(Handle sql, OrganizationId id) {
        return !Persons.owners(sql, id).isEmpty();
    }

    /// @throws Conflict when nobody active is left who owns the organization
    static void requireOwner(Tx tx, OrganizationId id) {
        if (!hasOwner(tx.sql(), id)) {
            throw new Conflict("An organization needs an active owner, and this is the last one");
        }
    }
}
