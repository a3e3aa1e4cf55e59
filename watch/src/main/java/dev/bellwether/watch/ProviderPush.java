package dev.bellwether.watch;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Addresses at which providers tell us that their page changed, as Statuspage's webhook does and
/// others in its shape.
///
/// What is pushed is never the state: whoever knows the address could say anything. It only makes
/// us ask the page at once, as far as its host lets us, and more often for two minutes, since what
/// the page serves may be older than what it pushes.
final class ProviderPush {
    /// More than any such message weighs.
    static final int MOST = 512 << 10;

    private ProviderPush() {}

    /// Makes the address's secret part anew; the one before no longer works.
    static String make(Tx tx, OrganizationId organization, ProviderId provider) {
        String token = Tokens.token();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO provider_hook (organization, provider, token, made_at)
                        VALUES (:organization, :provider, :token, :now)
                        ON CONFLICT (organization, provider) DO UPDATE SET token = excluded.token,
                            made_at = excluded.made_at, pushed_at = NULL
                        """)
                .bind("organization", organization)
                .bind("provider", provider)
                .bind("token", Tokens.digest(token))
                .bind("now", tx.now())
                .execute();
        return token;
    }

    static boolean remove(Tx tx, OrganizationId organization, ProviderId provider) {
        return tx.sql()
                        .createUpdate(
                                "DELETE FROM provider_hook WHERE organization = :organization AND provider = :provider")
                        .bind("organization", organization)
                        .bind("provider", provider)
                        .execute()
                == 1;
    }

    /// The provider whose address that is; its push is noted.
    static Optional<ProviderId> take(Store store, String token, byte[] body) {
        String digest = Tokens.digest(token);
        Optional<ProviderId> provider =
                store.read(sql ->
                        sql.createQuery("SELECT provider FROM provider_hook WHERE token = :token")
                                .bind("token", digest)
                                .mapTo(String.class)
                                .findOne()
                                .map(ProviderId::new));
        if (provider.isPresent()) {
            require(body);
        }
        provider.ifPresent(_ ->
                store.run(tx ->
                        tx.sql()
                                .createUpdate(
                                        "UPDATE provider_hook SET pushed_at = :now WHERE token = :token")
                                .bind("now", tx.now())
                                .bind("token", digest)
                                .execute()));
        return provider;
    }

    record Pushed(ProviderId provider, Instant at) {}

    /// Those pushed after `since`, on whichever node; the oldest first.
    static List<Pushed> since(Store store, Instant since) {
        return store.read(sql ->
                sql.createQuery(
                                """
                                SELECT provider, pushed_at FROM provider_hook
                                WHERE pushed_at > :since ORDER BY pushed_at LIMIT 200
                                """)
                        .bind("since", since)
                        .map((row, context) ->
                                new Pushed(
                                        new ProviderId(row.getString("provider")),
                                        Micros.toInstant(row.getLong("pushed_at"))))
                        .list());
    }

    /// @throws InvalidInput when it is nothing that a status page sends
    static void require(byte[] body) {
        try {
            JsonNode root = ProviderJson.tree(body);
            boolean tells =
                    root.path("incident").isObject()
                            || root.path("component").isObject()
                            || root.path("component_update").isObject()
                            || root.path("maintenance").isObject();
            if (body.length <= MOST && root.path("page").isObject() && tells) {
                return;
            }
        } catch (UnreadablePage e) {
            throw new InvalidInput("body", String.valueOf(e.getMessage()));
        }
        throw new InvalidInput(
                "body",
                "is no message of a status page: it needs 'page', and 'incident' or 'component'");
    }
}
