package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Json;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// The table `provider_state`.
final class ProviderStateRows {
    /// A state and the marks of the page it was read from.
    record Kept(ProviderState state, PollMarks marks) {}

    private static final RowMapper<Kept> KEPT =
            (row, context) -> {
                long contact = row.getLong("last_contact");
                boolean never = row.wasNull();
                var state = Json.read(row.getString("body"), ProviderState.class);
                return new Kept(
                        never ? state : state.readAt(Micros.toInstant(contact)),
                        new PollMarks(row.getString("etag"), row.getString("last_modified")));
            };

    private ProviderStateRows() {}

    static void delete(Tx tx, ProviderId provider) {
        tx.sql()
                .createUpdate("DELETE FROM provider_state WHERE provider = :id")
                .bind("id", provider)
                .execute();
    }

    static void save(Tx tx, Provider provider, ProviderState state, PollMarks marks) {
        @Nullable Instant contact = state.contact().orElse(null);
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO provider_state (provider, organization, status, in_trouble, confirmed,
                            reader, etag, last_modified, last_contact, body)
                        VALUES (:provider, :organization, :status, :trouble, :confirmed,
                            :reader, :etag, :modified, :contact, :body)
                        ON CONFLICT (provider) DO UPDATE SET organization = excluded.organization,
                            status = excluded.status, in_trouble = excluded.in_trouble,
                            confirmed = excluded.confirmed, reader = excluded.reader,
                            etag = excluded.etag, last_modified = excluded.last_modified,
                            last_contact = excluded.last_contact, body = excluded.body
                        """)
                .bind("provider", provider.id())
                .bind("organization", provider.organization())
                .bind("status", state.status().name())
                .bind("trouble", state.confirmed() && state.status().isTrouble())
                .bind("confirmed", state.confirmed())
                .bind("reader", state.reader())
                .bind("etag", marks.etag())
                .bind("modified", marks.lastModified())
                .bindByType("contact", contact, Instant.class)
                .bind("body", Json.write(state))
                .execute();
    }

    static Optional<Kept> find(Handle sql, ProviderId provider) {
        return sql.createQuery("SELECT * FROM provider_state WHERE provider = :provider")
                .bind("provider", provider)
                .map(KEPT)
                .findOne();
    }

    static List<ProviderState> those(
            Handle sql, OrganizationId organization, List<ProviderId> ids) {
        return sql
                .createQuery(
                        """
                        SELECT * FROM provider_state
                        WHERE organization IN (:organization, 'system') AND provider IN (<ids>)
                        """)
                .bind("organization", organization)
                .bindList("ids", ids.stream().limit(200).map(ProviderId::value).toList())
                .map(KEPT)
                .list()
                .stream()
                .map(Kept::state)
                .toList();
    }

    static List<ProviderState> inTrouble(Handle sql, OrganizationId organization, int limit) {
        return sql
                .createQuery(
                        """
                        SELECT * FROM provider_state
                        WHERE in_trouble AND organization IN (:organization, 'system')
                        ORDER BY CASE status WHEN 'MAJOR_OUTAGE' THEN 0 WHEN 'PARTIAL_OUTAGE' THEN 1
                            ELSE 2 END, provider LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("limit", limit)
                .map(KEPT)
                .list()
                .stream()
                .map(Kept::state)
                .toList();
    }

    /// When pages were read last, for those that said nothing new since.
    static void contacts(Tx tx, Map<ProviderId, Instant> contacts) {
        var batch =
                tx.sql()
                        .prepareBatch(
                                "UPDATE provider_state SET last_contact = :at WHERE provider = :provider");
        contacts.forEach((provider, at) -> batch.bind("provider", provider).bind("at", at).add());
        batch.execute();
    }

    /// What the schedule must know of a state.
    record Brief(
            Status status,
            boolean inTrouble,
            boolean confirmed,
            String reader,
            PollMarks marks,
            Optional<Instant> contact) {}

    static Map<ProviderId, Brief> brief(Handle sql) {
        var all = new HashMap<ProviderId, Brief>();
        sql.createQuery(
                        """
                        SELECT provider, status, in_trouble, confirmed, reader, etag, last_modified,
                               last_contact FROM provider_state
                        """)
                .map((row, context) -> {
                    long contact = row.getLong("last_contact");
                    Optional<Instant> read =
                            row.wasNull()
                                    ? Optional.empty()
                                    : Optional.of(Micros.toInstant(contact));
                    all.put(
                            new ProviderId(row.getString("provider")),
                            new Brief(
                                    Status.valueOf(row.getString("status")),
                                    row.getBoolean("in_trouble"),
                                    row.getBoolean("confirmed"),
                                    row.getString("reader"),
                                    new PollMarks(
                                            row.getString("etag"), row.getString("last_modified")),
                                    read));
                    return true;
                })
                .list();
        return all;
    }
}
