package dev.bellwether.people;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of invitations.
final class Links {
    private static final String COLUMNS = "SELECT * FROM invitation ";
    private static final RowMapper<Invitation> ROW =
            (rs, context) ->
                    new Invitation(
                            rs.getString("id"),
                            new OrganizationId(rs.getString("organization")),
                            Invitation.Purpose.valueOf(rs.getString("purpose")),
                            rs.getString("name"),
                            rs.getString("email"),
                            Role.valueOf(rs.getString("role")),
                            Micros.toInstant(rs.getLong("created_at")),
                            Micros.toInstant(rs.getLong("expires_at")),
                            Optional.ofNullable(rs.getString("person")).map(PersonId::new));

    private Links() {}

    static void insert(Tx tx, Invitation invitation, String token) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO invitation (id, token_hash, organization, purpose, name, email, role, person,
                            created_at, expires_at)
                        VALUES (:id, :hash, :organization, :purpose, :name, :email, :role, :person, :at, :expires)
                        """)
                .bind("id", invitation.id())
                .bind("hash", Tokenized.hash(token))
                .bind("organization", invitation.organization())
                .bind("purpose", invitation.purpose().name())
                .bind("name", invitation.name())
                .bind("email", invitation.email())
                .bind("role", invitation.role().name())
                .bind("person", invitation.person().map(PersonId::value).orElse(null))
                .bind("at", invitation.createdAt())
                .bind("expires", invitation.expiresAt())
                .execute();
    }

    static Optional<Invitation> find(Handle sql, String token, Instant now) {
        return sql.createQuery(COLUMNS + "WHERE token_hash = :hash AND expires_at > :now")
                .bind("hash", Tokenized.hash(token))
                .bind("now", now)
                .map(ROW)
                .findOne();
    }

    static List<Invitation> pending(Handle sql, OrganizationId organization, Instant now) {
        return sql.createQuery(
                        COLUMNS
                                + """
                                WHERE organization = :organization AND expires_at > :now
                                AND purpose <> 'FIRST_OWNER' ORDER BY created_at DESC, id LIMIT 100
                                """)
                .bind("organization", organization)
                .bind("now", now)
                .map(ROW)
                .list();
    }

    /// False when it is gone already: of two who use a link at the same time, one is told so.
    static boolean remove(Tx tx, OrganizationId organization, String id) {
        return tx.sql()
                        .createUpdate(
                                "DELETE FROM invitation WHERE organization = :organization AND id = :id")
                        .bind("organization", organization)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    static void removeFirst(Tx tx, OrganizationId organization) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM invitation
                        WHERE organization = :organization AND purpose = 'FIRST_OWNER'
                        """)
                .bind("organization", organization)
                .execute();
    }

    static void removeNewPassword(Tx tx, PersonId person) {
        tx.sql()
                .createUpdate("DELETE FROM invitation WHERE person = :person")
                .bind("person", person)
                .execute();
    }

    static void clear(Tx tx) {
        tx.sql()
                .createUpdate("DELETE FROM invitation WHERE expires_at <= :now")
                .bind("now", tx.now())
                .execute();
    }
}
