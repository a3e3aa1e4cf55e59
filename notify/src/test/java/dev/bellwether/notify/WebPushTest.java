package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Channel;
import dev.bellwether.store.Json;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Browser notifications are encrypted and signed as the standards say.
class WebPushTest {
    private static final Base64.Decoder URL = Base64.getUrlDecoder();
    private static final String RECEIVER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SUBSCRIPTION =
            "{\"endpoint\":\"https://push.example/send/abc\",\"keys\":{\"p256dh\":\""
                    + RECEIVER
                    + "\",\"auth\":\""
                    + AUTH
                    + "\"}}";

    @Test
    void theExampleOfTheStandardComesOutByteForByte() throws Exception {
        // RFC 8291, appendix A.
        var sender =
                new KeyPair(
                        P256.publicKey(
                                URL.decode(
                                        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
                        P256.privateKey(URL.decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));
        byte[] body =
                PushEncryption.encrypt(
                        URL.decode(RECEIVER),
                        URL.decode(AUTH),
                        "When I grow up, I want to be a watermelon"
                                .getBytes(StandardCharsets.UTF_8),
                        sender,
                        URL.decode("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
                .isEqualTo(
                        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vC"
                                + "YLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuw"
                                + "XPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    @Test
    void aPointBesideTheCurveIsRefused() {
        byte[] point = URL.decode(RECEIVER);
        point[40] ^= 1;
        assertThatThrownBy(() -> P256.publicKey(point)).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> P256.publicKey(new byte[65]))
                .isInstanceOf(InvalidKeyException.class);
    }

    @OnEachStore
    void theSignatureNamesThePushServiceAndTheKeyOutlivesTheProcess(TestStore test)
            throws Exception {
        var secrets = new Reached.PlainSecrets();
        Vapid vapid = Vapid.open(test.store(), secrets, "mailto:ops@example.com");
        Instant now = Instant.parse("2026-05-01T08:00:00Z");
        String header = vapid.authorization(URI.create("https://push.example:8443/x/y"), now);
        assertThat(header).startsWith("vapid t=").endsWith(", k=" + vapid.publicKey());
        String[] jwt = header.substring("vapid t=".length(), header.indexOf(',')).split("\\.", -1);
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.publicKey(URL.decode(vapid.publicKey())));
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(URL.decode(jwt[2]))).isTrue();
        assertThat(new String(URL.decode(jwt[0]), StandardCharsets.UTF_8))
                .isEqualTo("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
        Map<?, ?> claims =
                Json.read(new String(URL.decode(jwt[1]), StandardCharsets.UTF_8), Map.class);
        assertThat(claims.get("aud")).isEqualTo("https://push.example:8443");
        assertThat(claims.get("sub")).isEqualTo("mailto:ops@example.com");
        assertThat(((Number) claims.get("exp")).longValue() - now.getEpochSecond())
                .as("no longer than a day")
                .isBetween(3_600L, 86_400L);
        assertThat(Vapid.open(test.store(), secrets, "mailto:x@example.com").publicKey())
                .isEqualTo(vapid.publicKey());
    }

    @Test
    void noTextIsTooLongForAPushService() throws Exception {
        var keys = new Vapid(P256.generate(), "mailto:a@b.example");
        var push = new WebPushChannel(() -> keys, InstantSource.system());
        for (String character : new String[] {"a", "\u65e5", "\ud83d\udd25", "\"", "\u001b"}) {
            HttpCall call =
                    push.call(
                            ChatChannelsTest.parcel(
                                    Channel.WEB_PUSH,
                                    SUBSCRIPTION,
                                    Delivery.Kind.PAGE,
                                    character.repeat(3_000)));
            assertThat(call.body().length).as(character).isBetween(1_000, 4_096);
        }
    }

    @Test
    void whatTheServiceAnswersIsUnderstood() throws Exception {
        var keys = new Vapid(P256.generate(), "mailto:a@b.example");
        var push = new WebPushChannel(() -> keys, InstantSource.system());
        HttpCall call =
                push.call(
                        ChatChannelsTest.parcel(
                                Channel.WEB_PUSH, SUBSCRIPTION, Delivery.Kind.PAGE));
        assertThat(call.url()).isEqualTo("https://push.example/send/abc");
        assertThat(call.ours()).as("the address is the browser's").isFalse();
        assertThat(call.headers())
                .containsEntry("Content-Encoding", "aes128gcm")
                .containsEntry("TTL", "1800")
                .containsEntry("Urgency", "high");
        assertThat(call.body().length).isLessThan(4_096);
        assertThat(push.outcome(ChatChannelsTest.reply(201, "")))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(push.outcome(ChatChannelsTest.reply(410, "")))
                .isEqualTo(new Outcome.GiveUp("HTTP 410: the browser unsubscribed"));
        assertThat(push.outcome(new HttpReply(429, Optional.empty(), "")))
                .isInstanceOf(Outcome.TryAgain.class);
        for (String wrong :
                new String[] {"{}", "nonsense", SUBSCRIPTION.replace("https", "http")}) {
            assertThatThrownBy(() ->
                            push.call(
                                    ChatChannelsTest.parcel(
                                            Channel.WEB_PUSH, wrong, Delivery.Kind.PAGE)))
                    .isInstanceOf(HttpChannel.Unsuitable.class);
        }
    }
}
