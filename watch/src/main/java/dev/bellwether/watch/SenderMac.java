package dev.bellwether.watch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 in hexadecimal digits, compared in constant time.
final class SenderMac {
    private SenderMac() {}

    /// @throws SenderRefused when `given` is not the one of `body`
    static void require(String secret, byte[] body, String given, String header) {
        byte[] expected = of(secret, body).getBytes(StandardCharsets.US_ASCII);
        String plain = given.strip().toLowerCase(Locale.ROOT);
        byte[] said =
                (plain.startsWith("sha256=") ? plain.substring(7) : plain)
                        .getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, said)) {
            throw new SenderRefused(
                    "the signature in " + header + " does not fit the body and the secret");
        }
    }

    static String of(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    static byte[] join(String before, byte[] body) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] both = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, both, head.length, body.length);
        return both;
    }
}
