package dev.bellwether.people;

import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of sessions.
final class Sessions {
    private static final int MOST = 50;
    private static final String COLUMNS =
            "SELECT id, person, created_at, seen_at, expires_at, address, agent FROM session ";

    /// A session before its person is read.
    record Row(
            String id,
            String person,
            Instant createdAt,
            Instant seenAt,
            Instant expiresAt,
            Client client) {
        Session of(Person owner) {
            return new Session(id, owner, createdAt, seenAt, expiresAt, client);
        }
    }

    private static final RowMapper<Row> ROW =
            (rs, context) ->
                    new Row(
                            rs.getString("id"),
                            rs.getString("person"),
                            Micros.toInstant(rs.getLong("created_at")),
                            Micros.toInstant(rs.getLong("seen_at")),
                            Micros.toInstant(rs.getLong("expires_at")),
                            new Client(rs.getString("address"), rs.getString("agent")));

    private Sessions() {}

    static Session start(
            Tx tx, String token, Person person, Client client, PeopleSettings settings) {
        var row =
                new Row(
                        tx.newId(),
                        person.id().value(),
                        tx.now(),
                        tx.now(),
                        tx.now().plus(settings.longest()),
                        client);
        endOldest(tx, person.id());
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO session (id, token_hash, person, created_at, seen_at, expires_at, address, agent)
                        VALUES (:id, :hash, :person, :at, :at, :expires, :address, :agent)
                        """)
                .bind("id", row.id())
                .bind("hash", Tokenized.hash(token))
                .bind("person", person.id())
                .bind("at", tx.now())
                .bind("expires", row.expiresAt())
                .bind("address", client.address())
                .bind("agent", client.agent())
                .execute();
        return row.of(person);
    }

    static Optional<Row> find(Handle sql, String token) {
        return sql.createQuery(COLUMNS + "WHERE token_hash = :hash")
                .bind("hash", Tokenized.hash(token))
                .map(ROW)
                .findOne();
    }

    static List<Row> of(Handle sql, PersonId person) {
        return sql.createQuery(COLUMNS + "WHERE person = :person ORDER BY seen_at DESC LIMIT 100")
                .bind("person", person)
                .map(ROW)
                .list();
    }

    static void touch(Tx tx, String id) {
        tx.sql()
                .createUpdate("UPDATE session SET seen_at = :now WHERE id = :id")
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    static int end(Tx tx, PersonId person, String id) {
        return tx.sql()
                .createUpdate("DELETE FROM session WHERE person = :person AND id = :id")
                .bind("person", person)
                .bind("id", id)
                .execute();
    }

    /// Ends all sessions of a person but `keep`.
    static void endAll(Tx tx, PersonId person, String keep) {
        tx.sql()
                .createUpdate("DELETE FROM session WHERE person = :person AND id <> :keep")
                .bind("person", person)
                .bind("keep", keep)
                .execute();
    }

    static void clear(Tx tx, Instant seenBefore) {
        tx.sql()
                .createUpdate("DELETE FROM session WHERE expires_at <= :now OR seen_at <= :before")
                .bind("now", tx.now())
                .bind("before", seenBefore)
                .execute();
    }

    private static void endOldest(Tx tx, PersonId person) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM session WHERE person = :person AND id NOT IN (
                            SELECT id FROM session WHERE person = :person
                            ORDER BY seen_at DESC, id LIMIT :keep)
                        """)
                .bind("person", person)
                .bind("keep", MOST - 1)
                .execute();
    }
}
