package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Tx;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;
import org.jdbi.v3.core.Handle;

/// The table `provider`.
final class ProviderRows {
    private static final int AT_ONCE = 500;

    private ProviderRows() {}

    /// The digest of the catalogue that was loaded last; empty when none was.
    static String catalogue(Handle sql) {
        return sql.createQuery("SELECT digest FROM provider_catalogue")
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    static void catalogue(Tx tx, String digest) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO provider_catalogue (one, digest) VALUES (1, :digest)
                        ON CONFLICT (one) DO UPDATE SET digest = excluded.digest
                        """)
                .bind("digest", digest)
                .execute();
    }

    /// Rows that belong to another organization stay as they are.
    static void save(Tx tx, OrganizationId organization, List<Provider> providers) {
        var batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO provider (id, organization, name, changed_at, body)
                                VALUES (:id, :organization, :name, :now, :body)
                                ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                                    changed_at = excluded.changed_at, body = excluded.body
                                WHERE provider.organization = excluded.organization
                                """);
        for (Provider provider : providers) {
            batch.bind("id", provider.id())
                    .bind("organization", organization)
                    .bind("name", provider.name())
                    .bind("now", tx.now())
                    .bind("body", Json.write(provider))
                    .add();
        }
        batch.execute();
    }

    static boolean delete(Tx tx, OrganizationId organization, ProviderId id) {
        int rows =
                tx.sql()
                        .createUpdate(
                                "DELETE FROM provider WHERE organization = :organization AND id = :id")
                        .bind("organization", organization)
                        .bind("id", id)
                        .execute();
        if (rows == 1) {
            ProviderStateRows.delete(tx, id);
            ProviderFoundRows.delete(tx, id);
        }
        return rows == 1;
    }

    static Optional<Provider> find(Handle sql, ProviderId id) {
        return sql.createQuery("SELECT body FROM provider WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(body -> Json.read(body, Provider.class));
    }

    /// Providers of one organization, by id.
    static List<Provider> own(Handle sql, OrganizationId organization, int limit) {
        return sql
                .createQuery(
                        """
                        SELECT body FROM provider WHERE organization = :organization
                        ORDER BY id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("limit", limit)
                .mapTo(String.class)
                .list()
                .stream()
                .map(body -> Json.read(body, Provider.class))
                .toList();
    }

    /// Those of the configuration file, by id.
    static List<ProviderId> listed(Handle sql) {
        return sql
                .createQuery(
                        """
                        SELECT id FROM provider WHERE organization = 'system' AND id LIKE 'file.%'
                        ORDER BY id
                        """)
                .mapTo(String.class)
                .list()
                .stream()
                .map(ProviderId::new)
                .toList();
    }

    /// What an organization sees, by id: the catalogue and its own.
    static List<Provider> seen(Handle sql, OrganizationId organization, String after, int limit) {
        return sql
                .createQuery(
                        """
                        SELECT body FROM provider
                        WHERE organization IN (:organization, 'system') AND id > :after
                        ORDER BY id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list()
                .stream()
                .map(body -> Json.read(body, Provider.class))
                .toList();
    }

    /// All providers of all organizations, by id.
    static List<Provider> all(Handle sql, String after, int limit) {
        return sql
                .createQuery("SELECT body FROM provider WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list()
                .stream()
                .map(body -> Json.read(body, Provider.class))
                .toList();
    }

    /// Those of `ids` that are there.
    static List<Provider> of(Handle sql, Collection<ProviderId> ids) {
        return ids.stream()
                .map(ProviderId::value)
                .gather(Gatherers.windowFixed(AT_ONCE))
                .flatMap(some ->
                        sql
                                .createQuery("SELECT body FROM provider WHERE id IN (<ids>)")
                                .bindList("ids", some)
                                .mapTo(String.class)
                                .list()
                                .stream())
                .map(body -> Json.read(body, Provider.class))
                .toList();
    }

    /// Changes when any provider does.
    static String version(Handle sql) {
        return sql.createQuery(
                        "SELECT count(*) || ' ' || coalesce(max(changed_at), 0) FROM provider")
                .mapTo(String.class)
                .one();
    }

    /// Providers that some check refers to.
    static Set<ProviderId> followed(Handle sql) {
        var followed = new HashSet<ProviderId>();
        sql.createQuery("SELECT body FROM checks WHERE body LIKE '%\"ProviderPage\"%'")
                .mapTo(String.class)
                .forEach(body -> {
                    if (Json.read(body, Check.class).spec()
                            instanceof CheckSpec.ProviderPage page) {
                        followed.add(page.provider());
                    }
                });
        return followed;
    }
}
