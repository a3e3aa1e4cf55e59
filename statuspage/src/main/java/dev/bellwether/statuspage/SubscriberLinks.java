package dev.bellwether.statuspage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Links that carry their own proof: an HMAC-SHA256, cut to 128 bits, over what the link is for,
/// whom, and until when. A link opens a page with one button: fetching it does nothing, since
/// scanners of mails follow links.
final class SubscriberLinks {
    static final String PATH = "/subscribers/";
    private static final int TAG = 16;
    private static final int LONGEST = 200;

    /// What a link is for. The letter stands in the token, the name in the path.
    enum For {
        CONFIRM("c", "confirm"),
        MANAGE("m", "manage"),
        UNSUBSCRIBE("u", "unsubscribe");

        private final String letter;
        private final String path;

        For(String letter, String path) {
            this.letter = letter;
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    private final SecretKeySpec key;
    private final String url;

    SubscriberLinks(SubscriberSettings settings) {
        this.key =
                new SecretKeySpec(
                        ("subscribers/" + settings.secret()).getBytes(StandardCharsets.UTF_8),
                        "HmacSHA256");
        this.url = settings.url();
    }

    /// A link that is good as long as the subscriber is there.
    String link(For what, String subscriber) {
        return link(what, subscriber, 0);
    }

    String link(For what, String subscriber, Instant until) {
        return link(what, subscriber, until.getEpochSecond());
    }

    private String link(For what, String subscriber, long until) {
        return url + PATH + what.path + "/" + token(what, subscriber, until);
    }

    String token(For what, String subscriber, long until) {
        String said = subscriber + "." + Long.toString(until, 36);
        return said + "." + base64(tag(what.letter + "." + said));
    }

    /// The subscriber whom the token names; empty when it is forged, for something else, or
    /// expired.
    Optional<String> read(For what, String token, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > LONGEST || parts.length != 3) {
            return Optional.empty();
        }
        try {
            long until = Long.parseLong(parts[1], 36);
            byte[] given = Base64.getUrlDecoder().decode(parts[2]);
            boolean good =
                    MessageDigest.isEqual(
                            given, tag(what.letter + "." + parts[0] + "." + parts[1]));
            return good && (until == 0 || now.getEpochSecond() < until)
                    ? Optional.of(parts[0])
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What stands for an address where only sameness matters.
    String fingerprint(Subscriber.Mode mode, String address) {
        return HexFormat.of().formatHex(tag("a." + mode + "." + address));
    }

    private byte[] tag(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), TAG);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
