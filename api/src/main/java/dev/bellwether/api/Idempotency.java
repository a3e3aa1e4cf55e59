package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Secrets;
import dev.bellwether.people.Principal;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/// A POST with an `Idempotency-Key` is done once: for 24 hours the same key of the same token gets
/// the same answer, which is stored sealed. An answer that tells a secret of which only a digest is
/// kept is not stored, and so not told again.
///
/// The key is claimed before the work begins, in a transaction of its own. When the process dies
/// between the work and the recording of its answer, the key stays claimed and a repetition is told
/// that the outcome is not known: it is never done twice.
final class Idempotency {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int SWEEP = 1_000;

    private final Store store;
    private final Secrets secrets;

    Idempotency(Store store, Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    /// An answer as it was sent first.
    record Stored(int status, String body, boolean replayed) {}

    private record Claim(String fingerprint, int status, String body) {}

    /// @param key as it was sent, if it was
    /// @param secret the answer must not be stored
    Stored once(
            Optional<String> key,
            Principal by,
            String request,
            byte[] body,
            boolean secret,
            Supplier<Stored> work) {
        if (key.isEmpty()) {
            return work.get();
        }
        OrganizationId organization = by.organization();
        String name = by.actor().id() + " " + legal(key.get());
        String fingerprint = fingerprint(request, body);
        Optional<Claim> before = claim(organization, name, fingerprint);
        String purpose = "answer/" + organization + "/" + name;
        if (before.isPresent()) {
            return replay(before.get(), fingerprint, secret, purpose);
        }
        Stored answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            forget(organization, name);
            throw e;
        }
        store.run(tx ->
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE api_idempotency SET status = :status, body = :body
                                WHERE organization = :organization AND name = :name
                                """)
                        .bind("status", answer.status())
                        .bind("body", secret ? "" : secrets.seal(purpose, answer.body()))
                        .bind("organization", organization)
                        .bind("name", name)
                        .execute());
        return answer;
    }

    private Optional<Claim> claim(OrganizationId organization, String name, String fingerprint) {
        return store.write(tx -> {
            int made =
                    tx.sql()
                            .createUpdate(
                                    """
                                    INSERT INTO api_idempotency (organization, name, fingerprint, status, body, made_at)
                                    VALUES (:organization, :name, :fingerprint, 0, '', :now)
                                    ON CONFLICT (organization, name) DO UPDATE
                                    SET fingerprint = excluded.fingerprint, status = 0, body = '', made_at = excluded.made_at
                                    WHERE api_idempotency.made_at < :old
                                    """)
                            .bind("organization", organization)
                            .bind("name", name)
                            .bind("fingerprint", fingerprint)
                            .bind("now", tx.now())
                            .bind("old", tx.now().minus(KEPT))
                            .execute();
            if (made == 1) {
                return Optional.<Claim>empty();
            }
            return tx.sql()
                    .createQuery(
                            """
                            SELECT fingerprint, status, body FROM api_idempotency
                            WHERE organization = :organization AND name = :name
                            """)
                    .bind("organization", organization)
                    .bind("name", name)
                    .map((rs, _) ->
                            new Claim(
                                    rs.getString("fingerprint"),
                                    rs.getInt("status"),
                                    rs.getString("body")))
                    .findOne();
        });
    }

    private Stored replay(Claim claim, String fingerprint, boolean secret, String purpose) {
        if (!claim.fingerprint().equals(fingerprint)) {
            throw Refused.keyReused();
        }
        if (claim.status() == 0) {
            throw Refused.keyInUse();
        }
        if (secret) {
            throw Refused.toldOnce();
        }
        try {
            return new Stored(claim.status(), secrets.open(purpose, claim.body()), true);
        } catch (IllegalArgumentException e) {
            throw Refused.toldOnce();
        }
    }

    /// The work was not done, so the key is free again.
    private void forget(OrganizationId organization, String name) {
        try {
            store.run(tx ->
                    tx.sql()
                            .createUpdate(
                                    """
                                    DELETE FROM api_idempotency
                                    WHERE organization = :organization AND name = :name AND status = 0
                                    """)
                            .bind("organization", organization)
                            .bind("name", name)
                            .execute());
        } catch (StoreUnavailable e) {
            // The claim runs out by itself; what made the work fail is what the caller must hear.
            return;
        }
    }

    /// Clears away what is older than a day.
    Job sweeper() {
        return new Job() {
            @Override
            public String name() {
                return "api-idempotency-sweeper";
            }

            @Override
            public Instant run(Instant now) {
                store.run(tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        DELETE FROM api_idempotency WHERE (organization, name) IN
                                        (SELECT organization, name FROM api_idempotency WHERE made_at < :old LIMIT :most)
                                        """)
                                .bind("old", now.minus(KEPT))
                                .bind("most", SWEEP)
                                .execute());
                return now.plus(Duration.ofMinutes(10));
            }
        };
    }

    private static String legal(String key) {
        if (!key.matches("[\\x21-\\x7e]{1,200}")) {
            throw new InvalidInput("Idempotency-Key", "is not 1 to 200 visible ASCII characters");
        }
        return key;
    }

    private static String fingerprint(String request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(request.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
