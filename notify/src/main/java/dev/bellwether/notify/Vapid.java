package dev.bellwether.notify;

import dev.bellwether.model.Secrets;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The identity by which push services know this instance (RFC 8292): a key pair made once, kept
/// sealed, and shared by all nodes. Browsers subscribe to its public half.
final class Vapid {
    private static final String NAME = "vapid";
    private static final Duration GOOD_FOR = Duration.ofHours(12);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair key;
    private final String point;
    private final String subject;

    Vapid(KeyPair key, String subject) throws GeneralSecurityException {
        this.key = key;
        this.point = URL.encodeToString(P256.point(key.getPublic()));
        this.subject = subject;
    }

    /// Opened when it is wanted first.
    static Supplier<Vapid> once(Store store, Secrets secrets, String subject) {
        return new Supplier<>() {
            private @Nullable Vapid opened;

            @Override
            public synchronized Vapid get() {
                Vapid known = opened;
                if (known == null) {
                    known = open(store, secrets, subject);
                    opened = known;
                }
                return known;
            }
        };
    }

    /// The key of this instance: whoever asks first makes it.
    static Vapid open(Store store, Secrets secrets, String subject) {
        String kept =
                store.write(tx -> {
                    tx.sql()
                            .createUpdate(
                                    """
                                    INSERT INTO channel_key (name, sealed) VALUES (:name, :sealed)
                                    ON CONFLICT (name) DO NOTHING
                                    """)
                            .bind("name", NAME)
                            .bind("sealed", secrets.seal(NAME, generated()))
                            .execute();
                    return tx.sql()
                            .createQuery("SELECT sealed FROM channel_key WHERE name = :name")
                            .bind("name", NAME)
                            .mapTo(String.class)
                            .one();
                });
        String[] halves = secrets.open(NAME, kept).split("\\.", -1);
        try {
            var decoder = Base64.getUrlDecoder();
            return new Vapid(
                    new KeyPair(
                            P256.publicKey(decoder.decode(halves[0])),
                            P256.privateKey(decoder.decode(halves[1]))),
                    subject);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key for web push cannot be read", e);
        }
    }

    private static String generated() {
        try {
            KeyPair pair = P256.generate();
            return URL.encodeToString(P256.point(pair.getPublic()))
                    + "."
                    + URL.encodeToString(
                            PushEncryption.fixed(((ECPrivateKey) pair.getPrivate()).getS()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every Java", e);
        }
    }

    /// What a browser subscribes to, as base64url of an uncompressed point.
    String publicKey() {
        return point;
    }

    /// The `Authorization` header for a push service.
    String authorization(URI endpoint, Instant now) throws GeneralSecurityException {
        var claims = new LinkedHashMap<String, Object>();
        claims.put(
                "aud",
                endpoint.getScheme()
                        + "://"
                        + endpoint.getHost()
                        + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort()));
        claims.put("exp", now.plus(GOOD_FOR).getEpochSecond());
        claims.put("sub", subject);
        String signed =
                text("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + text(Json.write(claims));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return "vapid t=" + signed + "." + URL.encodeToString(signature.sign()) + ", k=" + point;
    }

    private static String text(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
