package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.store.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Browser notifications: web push (RFC 8030), encrypted for the browser (RFC 8291) and signed by
/// this instance (RFC 8292). The address is the browser's subscription as JSON.
final class WebPushChannel implements HttpChannel {
    private static final int TTL_SECONDS = 1_800;
    private static final int LONGEST_TEXT = 1_000;
    private static final int SALT_BYTES = 16;

    private final Supplier<Vapid> vapid;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    WebPushChannel(Supplier<Vapid> vapid, InstantSource clock) {
        this.vapid = vapid;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.WEB_PUSH;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) throws Unsuitable {
        try {
            Map<?, ?> subscription = Json.read(parcel.address(), Map.class);
            URI endpoint = URI.create(String.valueOf(subscription.get("endpoint")));
            if (!(subscription.get("keys") instanceof Map<?, ?> keys)
                    || !"https".equals(endpoint.getScheme())) {
                throw new Unsuitable("this is no browser's subscription");
            }
            var decoder = Base64.getUrlDecoder();
            var salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            byte[] body =
                    PushEncryption.encrypt(
                            decoder.decode(String.valueOf(keys.get("p256dh"))),
                            decoder.decode(String.valueOf(keys.get("auth"))),
                            words(parcel),
                            P256.generate(),
                            salt);
            var headers = new LinkedHashMap<String, String>();
            headers.put("TTL", Integer.toString(TTL_SECONDS));
            headers.put("Urgency", "high");
            headers.put("Content-Encoding", "aes128gcm");
            headers.put("Authorization", vapid.get().authorization(endpoint, clock.instant()));
            return new HttpCall(
                    "POST", endpoint.toString(), false, headers, "application/octet-stream", body);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new Unsuitable("this is no browser's subscription");
        }
    }

    /// As much of it as every push service takes, whatever the text is made of.
    private static byte[] words(Transport.Parcel parcel) {
        int longest = LONGEST_TEXT;
        byte[] words = words(parcel, longest).getBytes(StandardCharsets.UTF_8);
        while (words.length > PushEncryption.LONGEST && longest > 0) {
            longest /= 2;
            words = words(parcel, longest).getBytes(StandardCharsets.UTF_8);
        }
        return words;
    }

    /// What the service worker shows. The address opens the page with one button.
    private static String words(Transport.Parcel parcel, int longest) {
        var text = ChatText.of(parcel);
        var words = new LinkedHashMap<String, Object>();
        words.put("title", ChatText.cut(text.title(), 200));
        words.put("body", ChatText.cut(text.text(), longest));
        words.put("url", text.link());
        words.put(
                "tag", parcel.message().said().alert().map(Object::toString).orElse(parcel.key()));
        words.put("page", parcel.message().kind() == Delivery.Kind.PAGE);
        return Json.write(words);
    }

    /// `404` and `410`: the subscription is no more.
    @Override
    public Outcome outcome(HttpReply reply) {
        return switch (reply.status()) {
            case 404, 410 ->
                    new Outcome.GiveUp("HTTP " + reply.status() + ": the browser unsubscribed");
            default -> reply.outcome(reply.isGood() ? "" : reply.body());
        };
    }
}
