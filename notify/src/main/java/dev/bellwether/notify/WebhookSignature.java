package dev.bellwether.notify;

import dev.bellwether.model.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs what a webhook says: `t=<seconds since 1970>,v1=<hex of HMAC-SHA256 over "t.body">`, keyed
/// with the organization's secret, so that a receiver can tell our words from a stranger's and an
/// old message from a new one. Secrets are made from the instance's own: each organization has
/// another, and none has to be stored.
final class WebhookSignature {
    static final String HEADER = "Bellwether-Signature";
    private static final String PREFIX = "whsec_";

    private final String instanceSecret;

    WebhookSignature(String instanceSecret) {
        this.instanceSecret = instanceSecret;
    }

    String secret(OrganizationId organization) {
        byte[] key =
                hmac(
                        instanceSecret.getBytes(StandardCharsets.UTF_8),
                        "webhook/" + organization.value());
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    String sign(OrganizationId organization, Instant at, String body) {
        String stamp = Long.toString(at.getEpochSecond());
        byte[] mac =
                hmac(secret(organization).getBytes(StandardCharsets.UTF_8), stamp + "." + body);
        return "t=" + stamp + ",v1=" + HexFormat.of().formatHex(mac);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", e);
        }
    }
}
