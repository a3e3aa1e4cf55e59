package dev.bellwether.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signatures by which providers prove that a request is theirs. Compared in constant time.
final class Signatures {
    private static final Duration SLACK_WINDOW = Duration.ofMinutes(5);

    private Signatures() {}

    /// `X-Twilio-Signature`: base64 of HMAC-SHA1 over the whole address and the fields in the order
    /// of their names, each name followed by its value.
    static boolean isTwilio(String token, String url, Map<String, String> form, String given) {
        var signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        byte[] mac = mac("HmacSHA1", token, signed.toString());
        return same(Base64.getEncoder().encodeToString(mac), given);
    }

    /// Slack's version 0: hex of HMAC-SHA256 over `v0:<seconds>:<body>`, not older than five
    /// minutes.
    static boolean isSlack(String secret, String at, String body, String given, Instant now) {
        if (!at.matches("\\d{1,12}")) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(at));
        boolean fresh = Duration.between(sent, now).abs().compareTo(SLACK_WINDOW) <= 0;
        byte[] mac = mac("HmacSHA256", secret, "v0:" + at + ":" + body);
        return same("v0=" + HexFormat.of().formatHex(mac), given) && fresh;
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }
}
