package dev.bellwether.people;

import dev.bellwether.model.Channel;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.store.Recall;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/// The SQL of persons.
final class Persons {
    private static final String COLUMNS =
            "SELECT id, organization, name, email, role, active, quiet_zone, quiet_from, quiet_to FROM person ";
    private static final RowMapper<Person> BARE =
            (rs, context) ->
                    new Person(
                            new PersonId(rs.getString("id")),
                            new OrganizationId(rs.getString("organization")),
                            rs.getString("name"),
                            rs.getString("email"),
                            Role.valueOf(rs.getString("role")),
                            rs.getBoolean("active"),
                            List.of(),
                            List.of(),
                            quiet(rs));

    private static Optional<QuietHours> quiet(ResultSet rs) throws SQLException {
        String zone = rs.getString("quiet_zone");
        return zone == null
                ? Optional.empty()
                : Optional.of(
                        new QuietHours(
                                ZoneId.of(zone),
                                LocalTime.parse(rs.getString("quiet_from")),
                                LocalTime.parse(rs.getString("quiet_to"))));
    }

    private record Owned(String person, ContactMethod method) {}

    private static final RowMapper<Owned> METHOD =
            (rs, context) ->
                    new Owned(
                            rs.getString("person"),
                            new ContactMethod(
                                    rs.getString("id"),
                                    Channel.valueOf(rs.getString("channel")),
                                    rs.getString("address"),
                                    rs.getBoolean("verified"),
                                    Optional.ofNullable(rs.getString("sealed")),
                                    Optional.ofNullable(rs.getString("label"))));

    private static final String[] TABLES = {"person", "contact_method", "notification_rule"};

    private record One(OrganizationId organization, PersonId id) {}

    private static final Recall<One, Optional<Person>> FOUND = Recall.of(Persons::read, TABLES);
    private static final Recall<OrganizationId, List<Person>> OWNERS =
            Recall.of(Persons::readOwners, TABLES);

    private Persons() {}

    static Optional<Person> find(Handle sql, OrganizationId organization, PersonId id) {
        return FOUND.get(sql, new One(organization, id));
    }

    private static Optional<Person> read(Handle sql, One one) {
        return list(
                        sql,
                        sql.createQuery(COLUMNS + "WHERE organization = :organization AND id = :id")
                                .bind("organization", one.organization())
                                .bind("id", one.id()))
                .stream()
                .findFirst();
    }

    static Optional<Person> byId(Handle sql, String id) {
        return list(sql, sql.createQuery(COLUMNS + "WHERE id = :id").bind("id", id)).stream()
                .findFirst();
    }

    static List<Person> owners(Handle sql, OrganizationId organization) {
        return OWNERS.get(sql, organization);
    }

    private static List<Person> readOwners(Handle sql, OrganizationId organization) {
        return list(
                sql,
                sql.createQuery(
                                COLUMNS
                                        + """
                                        WHERE organization = :organization AND role = 'OWNER' AND active
                                        ORDER BY name, id LIMIT 100
                                        """)
                        .bind("organization", organization));
    }

    static List<Person> page(
            Handle sql, OrganizationId organization, String name, String id, int limit) {
        return list(
                sql,
                sql.createQuery(
                                COLUMNS
                                        + """
                                        WHERE organization = :organization AND (name, id) > (:name, :id)
                                        ORDER BY name, id LIMIT :limit
                                        """)
                        .bind("organization", organization)
                        .bind("name", name)
                        .bind("id", id)
                        .bind("limit", limit));
    }

    static boolean emailIsTaken(Handle sql, String email) {
        return sql.createQuery("SELECT 1 FROM person WHERE email = :email")
                .bind("email", email)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    static void insert(Tx tx, Person person, String password) {
        refuseTaken(tx.sql(), person.email());
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO person (id, organization, name, email, role, active, password, created_at)
                        VALUES (:id, :organization, :name, :email, :role, :active, :password, :at)
                        """)
                .bind("id", person.id())
                .bind("organization", person.organization())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("role", person.role().name())
                .bind("active", person.active())
                .bind("password", password)
                .bind("at", tx.now())
                .execute();
    }

    static void update(Handle sql, Person person) {
        sql.createUpdate(
                        """
                        UPDATE person SET name = :name, email = :email, role = :role, active = :active
                        WHERE id = :id
                        """)
                .bind("id", person.id())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("role", person.role().name())
                .bind("active", person.active())
                .execute();
    }

    /// With all that hangs on the person.
    static void remove(Tx tx, PersonId id) {
        tx.sql().createUpdate("DELETE FROM person WHERE id = :id").bind("id", id).execute();
    }

    static void refuseTaken(Handle sql, String email) {
        if (emailIsTaken(sql, email)) {
            throw new Conflict("'" + email + "' has an account already");
        }
    }

    private static List<Person> list(Handle sql, Query query) {
        List<Person> bare = query.map(BARE).list();
        if (bare.isEmpty()) {
            return bare;
        }
        List<String> ids = bare.stream().map(person -> person.id().value()).toList();
        Map<String, List<NotificationRule>> rules = NotificationRules.of(sql, ids);
        Map<String, List<ContactMethod>> methods = new LinkedHashMap<>();
        sql.createQuery(
                        """
                        SELECT id, person, channel, address, verified, sealed, label FROM contact_method
                        WHERE person IN (<persons>) ORDER BY position, id
                        """)
                .bindList("persons", ids)
                .map(METHOD)
                .forEach(owned ->
                        methods.computeIfAbsent(owned.person(), key -> new ArrayList<>())
                                .add(owned.method()));
        return bare.stream()
                .map(person ->
                        with(
                                person,
                                methods.getOrDefault(person.id().value(), List.of()),
                                rules.getOrDefault(person.id().value(), List.of())))
                .toList();
    }

    private static Person with(
            Person person, List<ContactMethod> methods, List<NotificationRule> rules) {
        return new Person(
                person.id(),
                person.organization(),
                person.name(),
                person.email(),
                person.role(),
                person.active(),
                methods,
                rules,
                person.quiet());
    }
}
