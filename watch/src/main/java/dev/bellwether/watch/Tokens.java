package dev.bellwether.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names and secrets for new checks.
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

    private Tokens() {}

    /// Twelve characters of base 36, the first a letter: 62 bits. A name, and no secret.
    static String id() {
        var random = ThreadLocalRandom.current();
        var id = new StringBuilder(12);
        id.append(DIGITS.charAt(10 + random.nextInt(26)));
        while (id.length() < 12) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }

    /// 192 bits.
    static String token() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What is kept of a token to find it by: looking up a digest tells nothing about the token by
    /// the time it takes.
    static String digest(String token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
