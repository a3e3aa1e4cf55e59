package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Subscribers as rows.
final class SubscriberRows {
    static final RowMapper<Subscriber> SUBSCRIBER = (rs, context) -> read(rs);

    private SubscriberRows() {}

    static Subscriber read(ResultSet rs) throws SQLException {
        return new Subscriber(
                rs.getString("id"),
                new OrganizationId(rs.getString("organization")),
                new PageId(rs.getString("page")),
                Subscriber.Mode.valueOf(rs.getString("mode")),
                Subscriber.State.valueOf(rs.getString("state")),
                rs.getString("shown"),
                components(rs.getString("components")),
                Subscriber.Source.valueOf(rs.getString("source")),
                rs.getString("consent"),
                rs.getInt("failures"),
                rs.getString("trouble"),
                Micros.toInstant(rs.getLong("created_at")),
                instant(rs, "confirmed_at"),
                instant(rs, "quarantined_at"),
                instant(rs, "purge_at"));
    }

    private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        long micros = rs.getLong(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(micros));
    }

    static List<ComponentId> components(String json) {
        return Arrays.stream(Json.read(json, String[].class)).map(ComponentId::new).toList();
    }

    static String json(List<ComponentId> components) {
        return Json.write(components.stream().map(ComponentId::value).toList());
    }

    static Optional<SubscriberRow> byAddress(
            Handle sql, PageId page, Subscriber.Mode mode, String key) {
        return sql.createQuery(
                        """
                        SELECT * FROM subscriber WHERE page = :page AND mode = :mode AND address_key = :key
                        """)
                .bind("page", page)
                .bind("mode", mode.name())
                .bind("key", key)
                .map(SubscriberRow.ROW)
                .findOne();
    }

    static Optional<SubscriberRow> byId(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM subscriber WHERE id = :id")
                .bind("id", id)
                .map(SubscriberRow.ROW)
                .findOne();
    }

    /// False when the address is there already.
    static boolean add(Tx tx, SubscriberRow row, String key) {
        Subscriber s = row.subscriber();
        return tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO subscriber (organization, id, page, mode, address_key, address, shown, contact,
                                    state, components, source, consent, failures, trouble, asked, asked_at, created_at,
                                    confirmed_at, purge_at)
                                VALUES (:o, :id, :page, :mode, :key, :address, :shown, :contact, :state, :components,
                                    :source, :consent, 0, '', :asked, :askedAt, :created, :confirmed, :purge)
                                ON CONFLICT (page, mode, address_key) DO NOTHING
                                """)
                        .bind("o", s.organization())
                        .bind("id", s.id())
                        .bind("page", s.page())
                        .bind("mode", s.mode().name())
                        .bind("key", key)
                        .bind("address", row.address())
                        .bind("shown", s.shown())
                        .bind("contact", row.contact().orElse(null))
                        .bind("state", s.state().name())
                        .bind("components", json(s.components()))
                        .bind("source", s.source().name())
                        .bind("consent", s.consent())
                        .bind("asked", row.asked())
                        .bind("askedAt", row.askedAt())
                        .bind("created", s.createdAt())
                        .bind("confirmed", s.confirmedAt().map(Micros::of).orElse(null))
                        .bind("purge", s.purgeAt().map(Micros::of).orElse(null))
                        .execute()
                == 1;
    }

    static void choose(Tx tx, String id, List<ComponentId> components) {
        tx.sql()
                .createUpdate("UPDATE subscriber SET components = :components WHERE id = :id")
                .bind("components", json(components))
                .bind("id", id)
                .execute();
    }

    static void activate(Tx tx, String id) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE subscriber SET state = 'ACTIVE', confirmed_at = :now, failures = 0, trouble = '',
                            quarantined_at = NULL, purge_at = NULL
                        WHERE id = :id
                        """)
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    static void quarantine(Tx tx, String id, Instant purgeAt) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE subscriber SET state = 'QUARANTINED', quarantined_at = :now, purge_at = :purge
                        WHERE id = :id AND state = 'ACTIVE'
                        """)
                .bind("now", tx.now())
                .bind("purge", purgeAt)
                .bind("id", id)
                .execute();
    }

    static void refused(Tx tx, String id, String why) {
        tx.sql()
                .createUpdate(
                        "UPDATE subscriber SET failures = failures + 1, trouble = :why WHERE id = :id")
                .bind("why", why)
                .bind("id", id)
                .execute();
    }

    static void reached(Tx tx, String id) {
        tx.sql()
                .createUpdate(
                        "UPDATE subscriber SET failures = 0, trouble = '' WHERE id = :id AND failures > 0")
                .bind("id", id)
                .execute();
    }

    static void asked(Tx tx, String id) {
        tx.sql()
                .createUpdate(
                        "UPDATE subscriber SET asked = asked + 1, asked_at = :now WHERE id = :id")
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    /// Removes everything about them: the letters too, which would tell that they were here.
    static void remove(Tx tx, String id) {
        tx.sql()
                .createUpdate("DELETE FROM letter WHERE subscriber = :id AND fan_out = :ask")
                .bind("id", id)
                .bind("ask", Letter.ASK)
                .execute();
        tx.sql().createUpdate("DELETE FROM subscriber WHERE id = :id").bind("id", id).execute();
    }
}
