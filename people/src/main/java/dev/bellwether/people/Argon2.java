package dev.bellwether.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) in the PHC string format, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, so
/// that each hash says how it was made and the cost can be raised later.
final class Argon2 {
    /// @param memory in KiB
    record Cost(int memory, int iterations, int parallelism) {
        /// The least that OWASP's Password Storage Cheat Sheet asks of Argon2id with two passes.
        static final Cost OWASP = new Cost(19 * 1024, 2, 1);

        /// What a stored hash may ask of us: a forged row must not eat the machine.
        private static final int MOST_MEMORY = 1024 * 1024;

        private static final int MOST_ITERATIONS = 64;

        boolean isBearable() {
            return memory <= MOST_MEMORY && iterations <= MOST_ITERATIONS && parallelism <= 16;
        }
    }

    private record Parsed(Cost cost, String salt, String hash) {}

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private Argon2() {}

    static String hash(String password, Cost cost, SecureRandom random) {
        byte[] salt = bytes(SALT_BYTES, random);
        return phc(cost, salt, derive(password, cost, salt, HASH_BYTES));
    }

    /// One that no password matches, and that takes as long to check as any other. It costs nothing
    /// to make.
    static String ofNobody(Cost cost, SecureRandom random) {
        return phc(cost, bytes(SALT_BYTES, random), bytes(HASH_BYTES, random));
    }

    private static byte[] bytes(int count, SecureRandom random) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String phc(Cost cost, byte[] salt, byte[] hash) {
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memory(),
                        cost.iterations(),
                        cost.parallelism(),
                        encoder.encodeToString(salt),
                        encoder.encodeToString(hash));
    }

    /// False too when `stored` is no such hash.
    static boolean matches(String password, String stored) {
        return parse(stored).map(parsed -> matches(password, parsed)).orElse(false);
    }

    private static boolean matches(String password, Parsed stored) {
        var decoder = Base64.getDecoder();
        try {
            byte[] hash = decoder.decode(stored.hash());
            byte[] salt = decoder.decode(stored.salt());
            return MessageDigest.isEqual(hash, derive(password, stored.cost(), salt, hash.length));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isMadeWith(Cost cost, String stored) {
        return parse(stored).filter(parsed -> parsed.cost().equals(cost)).isPresent();
    }

    /// A key of 256 bits from a passphrase.
    static SecretKey key(String passphrase, byte[] salt) {
        return new SecretKeySpec(derive(passphrase, Cost.OWASP, salt, HASH_BYTES), "AES");
    }

    private static Optional<Parsed> parse(String stored) {
        Matcher match = PHC.matcher(stored);
        if (!match.matches()) {
            return Optional.empty();
        }
        var cost =
                new Cost(
                        Integer.parseInt(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3)));
        return cost.isBearable()
                ? Optional.of(new Parsed(cost, match.group(4), match.group(5)))
                : Optional.empty();
    }

    private static byte[] derive(String password, Cost cost, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memory())
                        .withIterations(cost.iterations())
                        .withParallelism(cost.parallelism())
                        .withSalt(salt)
                        .build());
        var hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
