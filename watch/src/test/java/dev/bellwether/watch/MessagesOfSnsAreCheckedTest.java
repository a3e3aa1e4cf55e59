package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.watch.InboundEvent.Action;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// CloudWatch's alarms by SNS: only what Amazon signed is taken, and nothing but Amazon is asked.
class MessagesOfSnsAreCheckedTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms";
    private static final String CERTIFICATE =
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
    private static final String ALARM =
            """
            {"AlarmName":"High CPU","AlarmDescription":"Web tier","AWSAccountId":"123456789012",
             "NewStateValue":"%s","NewStateReason":"Threshold crossed","StateChangeTime":"2026-11-22T19:59:00.000+0000",
             "Region":"EU (Ireland)","AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:High CPU",
             "Trigger":{"MetricName":"CPUUtilization","Namespace":"AWS/EC2","Dimensions":[{"name":"InstanceId","value":"i-1"}]}}\
            """;
    private static SnsKeys keys;
    private static Instant now;

    private final List<URI> asked = new ArrayList<>();
    private String signer = "sns";
    private byte[] file = keys.certificate("sns");

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = SnsKeys.made();
        now = keys.now();
    }

    @Test
    void anAlarmBeginsAndEndsBySignatureOfEitherVersion() throws Exception {
        for (String version : List.of("1", "2")) {
            InboundPayload begin = notification("ALARM", version);
            verify(begin, Optional.of(TOPIC));
            InboundEvent event = new CloudWatchSender().read(begin).getFirst();
            assertThat(event.summary()).isEqualTo("High CPU: Web tier");
            assertThat(event.tags()).containsEntry("InstanceId", "i-1");
            InboundPayload end = notification("OK", version);
            verify(end, Optional.of(TOPIC));
            assertThat(new CloudWatchSender().read(end).getFirst())
                    .extracting(InboundEvent::action, InboundEvent::key)
                    .containsExactly(Action.RESOLVE, event.key());
        }
        assertThat(new CloudWatchSender().read(notification("INSUFFICIENT_DATA", "2"))).isEmpty();
    }

    @Test
    void aChangedWordBreaksTheSignature() throws Exception {
        ObjectNode changed = (ObjectNode) notification("ALARM", "2").json();
        changed.put("Message", ALARM.formatted("OK"));
        refused(payload(changed), Optional.empty(), "does not fit");
    }

    @Test
    void aCertificateOfAnybodyElsesHostIsNeverFetched() throws Exception {
        for (String address :
                List.of(
                        "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem",
                        "http://sns.eu-west-1.amazonaws.com/x.pem",
                        "https://bucket.s3.amazonaws.com/x.pem",
                        "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
                        "https://sns.eu-west-1.amazonaws.com:8443/x.pem",
                        "https://127.0.0.1/x.pem")) {
            ObjectNode message = (ObjectNode) notification("ALARM", "2").json();
            message.put("SigningCertURL", address);
            refused(payload(message), Optional.empty(), "leads to no host of Amazon SNS");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void theIssuerIsAskedForWhereTheCertificateSaysOrStandsInTheFile() throws Exception {
        verify(notification("ALARM", "2"), Optional.empty());
        assertThat(asked).containsExactly(URI.create(CERTIFICATE), URI.create(SnsKeys.ISSUER));
        asked.clear();
        file = keys.file("sns", "issuer");
        verify(notification("ALARM", "2"), Optional.empty());
        assertThat(asked).containsExactly(URI.create(CERTIFICATE));
    }

    @Test
    void aCertificateThatIsNotAmazonsForSnsIsRefused() throws Exception {
        by("self-made", "no chain to a trusted root");
        by("other-name", "was not issued for Amazon SNS");
        by("issuer-elsewhere", "no chain to a trusted root");
        assertThat(asked)
                .as("nobody else is asked for an issuer")
                .containsOnly(URI.create(CERTIFICATE));
        by("over", "cannot be checked");
        file = new byte[0];
        refused(notification("ALARM", "2"), Optional.empty(), "holds no certificate");
    }

    /// Signed rightly, by a key whose certificate is not to be believed.
    private void by(String whom, String why) throws Exception {
        signer = whom;
        file = keys.certificate(whom);
        refused(notification("ALARM", "2"), Optional.empty(), why);
    }

    @Test
    void anotherTopicAndAnOldMessageAreRefused() throws Exception {
        refused(notification("ALARM", "2"), Optional.of(TOPIC + "-other"), "not the one");
        ObjectNode old = (ObjectNode) notification("ALARM", "2").json();
        old.put("Timestamp", now.minusSeconds(7_200).toString());
        refused(payload(old), Optional.empty(), "not within the last hour");
    }

    @Test
    void aSubscriptionIsConfirmedAtAmazonAndNowhereElse() throws Exception {
        String good =
                "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn="
                        + TOPIC
                        + "&Token=t";
        verify(confirmation(good), Optional.of(TOPIC));
        assertThat(asked).last().isEqualTo(URI.create(good));
        asked.clear();
        for (String bad :
                List.of(
                        "https://evil.example/?Action=ConfirmSubscription&TopicArn=" + TOPIC,
                        "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&TopicArn="
                                + TOPIC)) {
            assertThatThrownBy(() -> verify(confirmation(bad), Optional.of(TOPIC)))
                    .isInstanceOf(SenderRefused.class);
        }
        assertThat(asked)
                .allMatch(one -> List.of(CERTIFICATE, SnsKeys.ISSUER).contains(one.toString()));
    }

    private void verify(InboundPayload payload, Optional<String> topic) {
        new CloudWatchSender().verify(payload, new SenderTrust(topic, now, new Amazon()));
    }

    /// What stands at Amazon's addresses.
    private final class Amazon implements SenderTrust.Web {
        @Override
        public byte[] get(URI address) {
            asked.add(address);
            return switch (address.toString()) {
                case CERTIFICATE -> file;
                case SnsKeys.ISSUER -> keys.certificate("issuer");
                default -> new byte[0];
            };
        }

        @Override
        public Set<TrustAnchor> roots() {
            return keys.roots();
        }
    }

    private void refused(InboundPayload payload, Optional<String> topic, String why) {
        assertThatThrownBy(() -> verify(payload, topic))
                .isInstanceOf(SenderRefused.class)
                .hasMessageContaining(why);
    }

    private InboundPayload notification(String state, String version) throws Exception {
        ObjectNode message = message("Notification", version);
        message.put("Subject", "ALARM");
        message.put("Message", ALARM.formatted(state));
        return signed(message, version);
    }

    private InboundPayload confirmation(String address) throws Exception {
        ObjectNode message = message("SubscriptionConfirmation", "2");
        message.put("Message", "You have chosen to subscribe");
        message.put("Token", "t");
        message.put("SubscribeURL", address);
        return signed(message, "2");
    }

    private static ObjectNode message(String type, String version) {
        ObjectNode message = InboundPayload.MAPPER.createObjectNode();
        message.put("Type", type);
        message.put("MessageId", "m");
        message.put("TopicArn", TOPIC);
        message.put("Timestamp", now.toString());
        message.put("SignatureVersion", version);
        message.put("SigningCertURL", CERTIFICATE);
        return message;
    }

    /// As Amazon documents it, written out anew: each field's name and value on lines of their own.
    private InboundPayload signed(ObjectNode message, String version) throws Exception {
        var text = new StringBuilder();
        for (String name :
                List.of(
                        "Message",
                        "MessageId",
                        "Subject",
                        "SubscribeURL",
                        "Timestamp",
                        "Token",
                        "TopicArn",
                        "Type")) {
            if (message.has(name)) {
                text.append(name).append("\n").append(message.get(name).asString()).append("\n");
            }
        }
        Signature signature =
                Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
        signature.initSign(keys.key(signer));
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        message.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        return payload(message);
    }

    private static InboundPayload payload(ObjectNode message) {
        return InboundPayload.of(
                message.toString().getBytes(StandardCharsets.UTF_8), Map.of(), now);
    }
}
