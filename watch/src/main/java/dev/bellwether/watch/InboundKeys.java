package dev.bellwether.watch;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `integration_key`. A key is 32 characters of `a-z0-9`, as long as PagerDuty's, whose
/// clients count them: 165 bits.
final class InboundKeys {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 32;

    private InboundKeys() {}

    record Owner(OrganizationId organization, IntegrationId integration) {}

    static String make(Tx tx, OrganizationId organization, IntegrationId integration) {
        var key = new StringBuilder(LENGTH);
        while (key.length() < LENGTH) {
            key.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO integration_key (digest, organization, integration, made_at)
                        VALUES (:digest, :organization, :integration, :now)
                        """)
                .bind("digest", Tokens.digest(key.toString()))
                .bind("organization", organization)
                .bind("integration", integration)
                .bind("now", tx.now())
                .execute();
        return key.toString();
    }

    /// Those that are good without end are good until `until`.
    static void end(Tx tx, OrganizationId organization, IntegrationId integration, Instant until) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE integration_key SET ends_at = :until
                        WHERE organization = :organization AND integration = :integration
                        AND (ends_at IS NULL OR ends_at > :until)
                        """)
                .bind("until", until)
                .bind("organization", organization)
                .bind("integration", integration)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM integration_key
                        WHERE organization = :organization AND integration = :integration
                        AND ends_at <= :now
                        """)
                .bind("organization", organization)
                .bind("integration", integration)
                .bind("now", tx.now())
                .execute();
    }

    static void remove(Tx tx, OrganizationId organization, IntegrationId integration) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM integration_key WHERE organization = :organization AND integration = :integration")
                .bind("organization", organization)
                .bind("integration", integration)
                .execute();
    }

    /// Looked up by digest, which tells nothing of the key by the time it takes.
    static Optional<Owner> owner(Handle sql, String digest, Instant now) {
        return sql.createQuery(
                        """
                        SELECT organization, integration FROM integration_key
                        WHERE digest = :digest AND (ends_at IS NULL OR ends_at > :now)
                        """)
                .bind("digest", digest)
                .bind("now", now)
                .map((row, context) ->
                        new Owner(
                                new OrganizationId(row.getString(1)),
                                new IntegrationId(row.getString(2))))
                .findOne();
    }

    static List<IntegrationKey> of(
            Handle sql, OrganizationId organization, IntegrationId integration) {
        return sql.createQuery(
                        """
                        SELECT digest, made_at, ends_at FROM integration_key
                        WHERE organization = :organization AND integration = :integration
                        ORDER BY made_at DESC LIMIT 100
                        """)
                .bind("organization", organization)
                .bind("integration", integration)
                .map((row, context) -> {
                    long ends = row.getLong("ends_at");
                    return new IntegrationKey(
                            row.getString("digest").substring(0, 8),
                            Micros.toInstant(row.getLong("made_at")),
                            ends == 0 ? Optional.empty() : Optional.of(Micros.toInstant(ends)));
                })
                .list();
    }
}
