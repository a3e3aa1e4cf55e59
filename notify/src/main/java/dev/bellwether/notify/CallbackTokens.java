package dev.bellwether.notify;

import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.OrganizationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What we give away to recognise an answer by: callback addresses, codes to reply with, the data
/// of a button. All of it is made from the message and the instance's secret, so nothing is stored.
final class CallbackTokens {
    private static final int SHORT_BYTES = 18;
    private static final String SHORT = "a:";
    private static final String BUTTON = "b:";

    /// A message and one attempt at it.
    record Of(OrganizationId organization, DeliveryId delivery, int attempt) {}

    private final String base;
    private final byte[] key;

    CallbackTokens(ChannelSettings settings) {
        this.base = settings.base();
        this.key = settings.secret().getBytes(StandardCharsets.UTF_8);
    }

    /// The address at which a provider says what became of this attempt.
    String url(String hook, Transport.Parcel parcel) {
        Outbound message = parcel.message();
        String what = message.organization() + "~" + message.id() + "~" + message.attempt();
        return base
                + "/hooks/channels/"
                + hook
                + "?m="
                + HttpCall.encode(what)
                + "&s="
                + sign(what);
    }

    /// Empty when it is not one of ours.
    Optional<Of> read(String what, String signature) {
        String[] parts = what.split("~", -1);
        boolean same =
                MessageDigest.isEqual(
                        sign(what).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
        if (!same || parts.length != 3) {
            return Optional.empty();
        }
        return Optional.of(
                new Of(
                        new OrganizationId(parts[0]),
                        new DeliveryId(parts[1]),
                        Integer.parseInt(parts[2])));
    }

    /// Four digits, by which a reply from the number that got the message names it.
    String replyCode(Outbound message) {
        int number = ByteBuffer.wrap(mac("reply", name(message))).getInt();
        return Integer.toString(1_000 + Math.floorMod(number, 9_000));
    }

    /// What a button under a message to a place holds.
    String button(Outbound message) {
        String what = message.organization() + "~" + message.id() + "~" + message.attempt();
        return BUTTON + what + "~" + sign(BUTTON + what);
    }

    /// Empty when it is not one of ours.
    Optional<Of> readButton(String given) {
        int at = given.lastIndexOf('~');
        if (at < 0 || !given.startsWith(BUTTON)) {
            return Optional.empty();
        }
        String[] parts = given.substring(BUTTON.length(), at).split("~", -1);
        boolean same =
                MessageDigest.isEqual(
                        sign(given.substring(0, at)).getBytes(StandardCharsets.UTF_8),
                        given.substring(at + 1).getBytes(StandardCharsets.UTF_8));
        return same && parts.length == 3
                ? Optional.of(
                        new Of(
                                new OrganizationId(parts[0]),
                                new DeliveryId(parts[1]),
                                Integer.parseInt(parts[2])))
                : Optional.empty();
    }

    /// At most 64 bytes: what a button of Telegram can hold.
    String shortToken(Outbound message) {
        return SHORT + text(mac("button", name(message)), SHORT_BYTES);
    }

    boolean isShortToken(Outbound message, String given) {
        return MessageDigest.isEqual(
                shortToken(message).getBytes(StandardCharsets.UTF_8),
                given.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(Outbound message) {
        return message.organization() + "/" + message.id();
    }

    private String sign(String what) {
        return text(mac("callback", what), SHORT_BYTES);
    }

    private static String text(byte[] mac, int bytes) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(mac, bytes));
    }

    private byte[] mac(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", e);
        }
    }
}
