package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The signature of a message of Amazon SNS: over certain fields in the order of their names, each
/// as name, line break, value, line break, by the key of a certificate that only Amazon's own hosts
/// are asked for, see [SnsCertificate].
final class SnsSignature {
    /// The regional hosts of SNS; nothing else under that domain, where anybody may have a bucket.
    private static final Pattern HOST =
            Pattern.compile("sns\\.[a-z0-9-]{3,30}\\.amazonaws\\.com(\\.cn)?");

    private static final Duration OLDEST = Duration.ofHours(1);
    private static final List<String> NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of(
                    "Message",
                    "MessageId",
                    "SubscribeURL",
                    "Timestamp",
                    "Token",
                    "TopicArn",
                    "Type");

    private SnsSignature() {}

    /// @throws SenderRefused when it is not genuine, or older than an hour
    static void require(JsonNode message, SenderTrust trust) {
        Instant said =
                ProviderJson.time(message, "Timestamp")
                        .orElseThrow(() -> new SenderRefused("Timestamp is missing"));
        if (Duration.between(said, trust.now()).abs().compareTo(OLDEST) > 0) {
            throw new SenderRefused(
                    "the message is of " + said + ", which is not within the last hour");
        }
        String algorithm =
                switch (text(message, "SignatureVersion", 10)) {
                    case "1" -> "SHA1withRSA";
                    case "2" -> "SHA256withRSA";
                    default -> throw new SenderRefused("SignatureVersion is neither 1 nor 2");
                };
        URI address = amazon(text(message, "SigningCertURL", 2_000), "SigningCertURL");
        if (!address.getPath().endsWith(".pem")) {
            throw new SenderRefused("SigningCertURL is no certificate");
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(SnsCertificate.of(trust.web().get(address), trust));
            signature.update(signed(message).getBytes(StandardCharsets.UTF_8));
            if (!signature.verify(Base64.getDecoder().decode(text(message, "Signature", 2_000)))) {
                throw new SenderRefused("the signature does not fit the message");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SenderRefused("the signature cannot be checked: " + e.getMessage());
        }
    }

    static String signed(JsonNode message) {
        List<String> fields =
                text(message, "Type", 40).equals("Notification") ? NOTIFICATION : CONFIRMATION;
        var text = new StringBuilder();
        for (String field : fields) {
            JsonNode value = message.path(field);
            if (value.isString()) {
                text.append(field).append('\n').append(value.stringValue()).append('\n');
            }
        }
        return text.toString();
    }

    /// An https address at a host of SNS.
    ///
    /// @throws SenderRefused when it is any other
    static URI amazon(String text, String field) {
        try {
            URI address = new URI(text);
            boolean allowed =
                    "https".equals(address.getScheme())
                            && address.getHost() != null
                            && HOST.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches()
                            && address.getRawUserInfo() == null
                            && (address.getPort() == -1 || address.getPort() == 443);
            if (allowed) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw new SenderRefused(field + " leads to no host of Amazon SNS");
    }
}
