package dev.bellwether.store;

import dev.bellwether.model.Actor;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What was deleted in the last [#KEPT], so that it can be brought back. A room puts a document in
/// with the transaction that deletes, and takes it out with the one that restores: so nothing is in
/// both places, or in none, whenever the process is killed.
///
/// What a document means is the room's; secrets in it stay sealed as they were.
public final class Trash {
    /// How long something can be brought back.
    public static final Duration KEPT = Duration.ofMinutes(10);

    private static final int MOST = 500;

    /// Something that can still be brought back.
    ///
    /// @param kind which room's door takes it, such as `checks`
    /// @param subject what it is about, an id
    /// @param name in words for people
    /// @param who did it, by name
    public record Kept(
            String id,
            OrganizationId organization,
            String kind,
            String subject,
            String name,
            String who,
            Instant at,
            Instant until) {}

    private Trash() {}

    /// @param name in words for people, cut at 200 characters
    /// @param body a record, kept as JSON
    /// @return what names it in [#take]
    public static String put(
            Tx tx,
            OrganizationId organization,
            String kind,
            String subject,
            String name,
            Actor actor,
            Object body) {
        String id = tx.newId();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO trash (id, organization, kind, subject, name, who, at, until_at, body)
                        VALUES (:id, :organization, :kind, :subject, :name, :who, :at, :until, :body)
                        """)
                .bind("id", id)
                .bind("organization", organization)
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("name", name.length() > 200 ? name.substring(0, 200) : name)
                .bind("who", actor.name())
                .bind("at", tx.now())
                .bind("until", tx.now().plus(KEPT))
                .bind("body", Json.write(body))
                .execute();
        return id;
    }

    /// Takes a document out, to be restored in the same transaction.
    ///
    /// @throws NotFound when it is not there, or not any more
    public static <T> T take(
            Tx tx, OrganizationId organization, String kind, String id, Class<T> type) {
        return tx.sql()
                .createQuery(
                        """
                        DELETE FROM trash WHERE id = :id AND organization = :organization
                        AND kind = :kind AND until_at > :now RETURNING body
                        """)
                .bind("id", id)
                .bind("organization", organization)
                .bind("kind", kind)
                .bind("now", tx.now())
                .mapTo(String.class)
                .findOne()
                .map(body -> Json.read(body, type))
                .orElseThrow(() -> new NotFound("deletion that can be undone", id));
    }

    /// Takes out all documents of a kind about one subject, however long they have been there.
    public static <T> List<T> takeAll(
            Tx tx, OrganizationId organization, String kind, String subject, Class<T> type) {
        return tx
                .sql()
                .createQuery(
                        """
                        DELETE FROM trash WHERE organization = :organization
                        AND kind = :kind AND subject = :subject RETURNING body
                        """)
                .bind("organization", organization)
                .bind("kind", kind)
                .bind("subject", subject)
                .mapTo(String.class)
                .list()
                .stream()
                .map(body -> Json.read(body, type))
                .toList();
    }

    /// All documents of a kind that are there, however long; they stay.
    public static <T> List<T> all(
            Handle sql, OrganizationId organization, String kind, Class<T> type) {
        return sql
                .createQuery("SELECT body FROM trash WHERE organization = :o AND kind = :kind")
                .bind("o", organization)
                .bind("kind", kind)
                .mapTo(String.class)
                .list()
                .stream()
                .map(body -> Json.read(body, type))
                .toList();
    }

    /// What an organization can still bring back, the newest first; 50 at most.
    public static List<Kept> list(Handle sql, OrganizationId organization, Instant now) {
        return sql.createQuery(
                        """
                        SELECT * FROM trash WHERE organization = :organization AND until_at > :now
                        ORDER BY at DESC, id DESC LIMIT 50
                        """)
                .bind("organization", organization)
                .bind("now", now)
                .map((rs, context) -> kept(rs))
                .list();
    }

    /// One of [#list].
    public static Optional<Kept> find(
            Handle sql, OrganizationId organization, String id, Instant now) {
        return sql.createQuery(
                        """
                        SELECT * FROM trash WHERE organization = :organization AND id = :id
                        AND until_at > :now
                        """)
                .bind("organization", organization)
                .bind("id", id)
                .bind("now", now)
                .map((rs, context) -> kept(rs))
                .findOne();
    }

    /// @return true when there may be more
    static boolean empty(Tx tx) {
        // A little later than said: what hangs on a thing is taken out after the thing itself.
        return tx.sql()
                        .createUpdate(
                                """
                                DELETE FROM trash WHERE id IN (SELECT id FROM trash
                                    WHERE until_at <= :now ORDER BY until_at LIMIT :most)
                                """)
                        .bind("now", tx.now().minus(Duration.ofMinutes(1)))
                        .bind("most", MOST)
                        .execute()
                == MOST;
    }

    private static Kept kept(ResultSet rs) throws SQLException {
        return new Kept(
                rs.getString("id"),
                new OrganizationId(rs.getString("organization")),
                rs.getString("kind"),
                rs.getString("subject"),
                rs.getString("name"),
                rs.getString("who"),
                Micros.toInstant(rs.getLong("at")),
                Micros.toInstant(rs.getLong("until_at")));
    }
}
