package dev.bellwether.people;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Json;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of API tokens.
final class ApiTokens {
    private static final RowMapper<ApiToken> ROW =
            (rs, context) -> {
                ColumnMapper<Instant> instant =
                        context.findColumnMapperFor(Instant.class).orElseThrow();
                return new ApiToken(
                        rs.getString("id"),
                        new OrganizationId(rs.getString("organization")),
                        rs.getString("name"),
                        rs.getString("hint"),
                        scopes(rs.getString("scopes")),
                        Json.read(rs.getString("created_by"), Actor.class),
                        instant.map(rs, "created_at", context),
                        Optional.ofNullable(instant.map(rs, "expires_at", context)),
                        Optional.ofNullable(instant.map(rs, "last_used_at", context)));
            };

    private ApiTokens() {}

    static String text(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::name).collect(Collectors.joining(","));
    }

    private static Set<Scope> scopes(String text) {
        return Arrays.stream(text.split(",")).map(Scope::valueOf).collect(Collectors.toSet());
    }

    static void insert(Tx tx, ApiToken token, String secret) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO api_token (id, token_hash, organization, name, hint, scopes, created_by,
                            created_at, expires_at)
                        VALUES (:id, :hash, :organization, :name, :hint, :scopes, :by, :at, :expires)
                        """)
                .bind("id", token.id())
                .bind("hash", Tokenized.hash(secret))
                .bind("organization", token.organization())
                .bind("name", token.name())
                .bind("hint", token.hint())
                .bind("scopes", text(token.scopes()))
                .bind("by", Json.write(token.createdBy()))
                .bind("at", token.createdAt())
                .bindByType("expires", token.expiresAt().orElse(null), Instant.class)
                .execute();
    }

    static Optional<ApiToken> find(Handle sql, String secret) {
        return sql.createQuery("SELECT * FROM api_token WHERE token_hash = :hash")
                .bind("hash", Tokenized.hash(secret))
                .map(ROW)
                .findOne();
    }

    static List<ApiToken> list(Handle sql, OrganizationId organization, int limit) {
        return sql.createQuery(
                        """
                        SELECT * FROM api_token WHERE organization = :organization
                        ORDER BY created_at DESC, id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("limit", limit)
                .map(ROW)
                .list();
    }

    static long count(Handle sql, OrganizationId organization) {
        return sql.createQuery("SELECT count(*) FROM api_token WHERE organization = :organization")
                .bind("organization", organization)
                .mapTo(Long.class)
                .one();
    }

    static void touch(Tx tx, String id) {
        tx.sql()
                .createUpdate("UPDATE api_token SET last_used_at = :now WHERE id = :id")
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    static boolean remove(Tx tx, OrganizationId organization, String id) {
        return tx.sql()
                        .createUpdate(
                                "DELETE FROM api_token WHERE organization = :organization AND id = :id")
                        .bind("organization", organization)
                        .bind("id", id)
                        .execute()
                == 1;
    }
}
