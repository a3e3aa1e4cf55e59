package dev.bellwether.watch;

import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The table `provider_found`.
final class ProviderFoundRows {
    private static final RowMapper<ProviderFound> FOUND =
            (row, context) ->
                    new ProviderFound(
                            new ProviderId(row.getString("provider")),
                            row.getString("reader"),
                            row.getString("feed"),
                            row.getString("name"),
                            row.getString("why"),
                            Micros.toInstant(row.getLong("found_at")));

    private ProviderFoundRows() {}

    static void save(Tx tx, ProviderFound found) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO provider_found (provider, reader, feed, name, why, found_at)
                        VALUES (:provider, :reader, :feed, :name, :why, :at)
                        ON CONFLICT (provider) DO UPDATE SET reader = excluded.reader,
                            feed = excluded.feed, name = excluded.name, why = excluded.why,
                            found_at = excluded.found_at
                        """)
                .bind("provider", found.provider())
                .bind("reader", found.reader())
                .bind("feed", found.feed())
                .bind("name", found.name())
                .bind("why", found.why())
                .bind("at", found.at())
                .execute();
    }

    static void delete(Tx tx, ProviderId provider) {
        tx.sql()
                .createUpdate("DELETE FROM provider_found WHERE provider = :provider")
                .bind("provider", provider)
                .execute();
    }

    static Optional<ProviderFound> find(Handle sql, ProviderId provider) {
        return sql.createQuery("SELECT * FROM provider_found WHERE provider = :provider")
                .bind("provider", provider)
                .map(FOUND)
                .findOne();
    }

    static Map<ProviderId, ProviderFound> all(Handle sql) {
        var all = new HashMap<ProviderId, ProviderFound>();
        sql.createQuery("SELECT * FROM provider_found")
                .map(FOUND)
                .forEach(found -> all.put(found.provider(), found));
        return all;
    }
}
