package dev.bellwether.statuspage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests to S3: AWS Signature Version 4 with the whole body's digest, as in the Amazon S3
/// API Reference, "Authenticating Requests: Using the Authorization Header". Pure. The examples
/// printed there are a test.
record SigV4(String region, String accessKey, String secretKey) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /// The header fields to send: those given, and those of the signature. `host` is signed and
    /// left out, since the client sends it itself.
    ///
    /// @param url with its path as it is sent, percent-encoded
    /// @param headers other fields that are to be signed, names in lower case
    Map<String, String> sign(
            String method, URI url, Map<String, String> headers, byte[] body, Instant now) {
        String digest = hex(Piece.sha256(body));
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        var signed = new TreeMap<>(headers);
        signed.put("host", host(url));
        signed.put("x-amz-content-sha256", digest);
        signed.put("x-amz-date", time);
        String names = String.join(";", signed.keySet());
        var request = new StringBuilder(method).append('\n');
        request.append(url.getRawPath()).append('\n');
        request.append(url.getRawQuery() == null ? "" : url.getRawQuery()).append('\n');
        signed.forEach((name, value) ->
                request.append(name).append(':').append(value.strip()).append('\n'));
        request.append('\n').append(names).append('\n').append(digest);

        String scope = day + "/" + region + "/s3/aws4_request";
        String text =
                ALGORITHM
                        + "\n"
                        + time
                        + "\n"
                        + scope
                        + "\n"
                        + hex(Piece.sha256(utf8(request.toString())));
        byte[] key = utf8("AWS4" + secretKey);
        for (String part : new String[] {day, region, "s3", "aws4_request"}) {
            key = mac(key, part);
        }
        signed.remove("host");
        signed.put(
                "authorization",
                ALGORITHM
                        + " Credential="
                        + accessKey
                        + "/"
                        + scope
                        + ",SignedHeaders="
                        + names
                        + ",Signature="
                        + hex(mac(key, text)));
        return signed;
    }

    /// A key as it stands in a path: all but unreserved characters and `/` percent-encoded.
    static String path(String key) {
        var out = new StringBuilder(key.length() + 16);
        for (byte b : utf8(key)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-._~/".indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static String host(URI url) {
        boolean usual =
                url.getPort() < 0
                        || (url.getScheme().equals("https") && url.getPort() == 443)
                        || (url.getScheme().equals("http") && url.getPort() == 80);
        return usual ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
