package dev.bellwether.oncall;

import dev.bellwether.model.CalendarFeed;
import dev.bellwether.model.FeedId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `calendar_feed`.
final class CalendarRows {
    static final int MOST = 50;

    private static final Documents<CalendarFeed> FEEDS =
            Documents.in("calendar_feed", CalendarFeed.class);

    private CalendarRows() {}

    static Optional<CalendarFeed> find(Handle sql, OrganizationId organization, FeedId id) {
        return FEEDS.find(sql, organization, id);
    }

    static Optional<CalendarFeed> byHash(Handle sql, String hash) {
        return sql.createQuery("SELECT body FROM calendar_feed WHERE token_hash = :hash")
                .bind("hash", hash)
                .map(FEEDS.mapper())
                .findOne();
    }

    static List<CalendarFeed> of(Handle sql, OrganizationId organization, PersonId person) {
        return FEEDS.select(
                sql,
                organization,
                "AND made_for = :person ORDER BY id",
                Map.of("person", person),
                MOST);
    }

    static void insert(Handle sql, CalendarFeed feed, String hash) {
        FEEDS.row(feed.organization(), feed.id(), feed)
                .with("token_hash", hash)
                .with("made_for", feed.madeFor())
                .save(sql);
    }

    static void update(Handle sql, CalendarFeed feed) {
        sql.createUpdate(
                        """
                        UPDATE calendar_feed SET body = :body
                        WHERE organization = :organization AND id = :id
                        """)
                .bind("body", Json.write(feed))
                .bind("organization", feed.organization())
                .bind("id", feed.id())
                .execute();
    }

    static boolean remove(Handle sql, OrganizationId organization, FeedId id) {
        return FEEDS.remove(sql, organization, id);
    }
}
